"""List what a questionnaire and the answer page do not say yet in another language, and in English what it would be a
translation of. How to fill it in: docs/operations.md, "Another language"."""

from django.core.management.base import BaseCommand

from apps.surveys.questionnaire import ENGLISH, LANGUAGES, page_texts, shipped, texts_of


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        others = [code for code in LANGUAGES if code != ENGLISH]
        parser.add_argument("language", choices=others, nargs="?", default=others[0])

    def handle(self, *, language, **options):
        content = shipped()[-1]
        texts = [*texts_of(content), *(("page " + code, text) for code, text in page_texts().items())]
        missing = [(at, text[ENGLISH]) for at, text in texts if not text.get(language)]
        for at, text in missing:
            self.stdout.write(f"{at}: {text if isinstance(text, str) else ', '.join(text)}")
        name, version = LANGUAGES[language], content["version"]
        self.stdout.write(
            f"{len(missing)} of {len(texts)} texts of version {version} and of its page are not there in {name}."
        )
