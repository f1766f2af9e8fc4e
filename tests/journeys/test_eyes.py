"""What the visitors of the other journeys see: faults are found on pages that look like ones they know, but for the
fault."""

import pytest

PAGE = """<!doctype html><html lang="en"><head><title>Known</title></head>
<body><main><h1>Heading</h1><p>Words</p>{}</main></body></html>"""


def test_what_is_sound_is_not_complained_about(visitor):
    somebody = visitor()
    for more in ("", "<p>More words</p>", "<p style='color: #000; background: #fff'>Black on white</p>"):
        somebody.page.set_content(PAGE.format(more))
        somebody.look()


@pytest.mark.parametrize(
    ("fault", "rule"),
    [
        ("<p><span style='color: #ddd'>Pale words</span></p>", "color-contrast"),
        ("<p style='background: #333'>Words on a dark ground</p>", "color-contrast"),
        ("<p><img src='data:,'></p>", "image-alt"),
        ("<label>Name</label><input name='name'>", "label"),
        ("<h4>Far too deep</h4>", "heading-order"),
        ("<p><button></button></p>", "button-name"),
    ],
)
def test_faults_are_found(visitor, fault, rule):
    somebody = visitor()
    somebody.page.set_content(PAGE.format(""))
    somebody.look()
    somebody.page.set_content(PAGE.format(fault))
    somebody.complaints.clear()
    with pytest.raises(AssertionError, match=rule):
        somebody.look()
