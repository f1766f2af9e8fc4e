from django.core.mail import send_mail


def test_every_mail_is_a_file_of_its_own(settings, tmp_path):
    settings.EMAIL_BACKEND = "apps.mail.folder.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path)
    for number in range(50):
        send_mail(f"Number {number}", "Words", "portal@localhost", ["somebody@practice.example"])
    assert len(list(tmp_path.glob("*.log"))) == 50
