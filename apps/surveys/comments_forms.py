"""Forms of the page on which comments are read first."""

from django import forms

from apps.core.forms import LongTextField

from .queries import readers

REASONS = (
    "It names or describes a person",
    "It would show who wrote it",
    "It hurts somebody",
    "It is not about the network",
)


class ReviewerForm(forms.Form):
    reviewer = forms.TypedChoiceField(
        label="Who reads comments before others do",
        coerce=int,
        help_text="Somebody people trust, not necessarily you. Those you ask are told the name.",
        error_messages={
            "required": "Select who reads the comments",
            "invalid_choice": "Select one of the people offered",
        },
    )

    def __init__(self, *args, network, **options):
        super().__init__(*args, **options)
        self.fields["reviewer"].choices = [(user.pk, user.name) for user in readers(network)]


class CommentForm(forms.Form):
    """One comment's decision. Starts with all of the comment; whoever reads it may leave words out."""

    text = LongTextField(
        label="What others will read",
        required=False,
        max_length=500,
        help_text="Leave words out where you must, and put […] in their place. You can’t change or add any.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    reason = forms.ChoiceField(
        label="If you withhold it: why?",
        required=False,
        choices=[("", "Select a reason"), *((words, words) for words in REASONS)],
        error_messages={"invalid_choice": "Select one of the reasons offered"},
    )
    decision = forms.ChoiceField(
        choices=[("release", "Release"), ("withhold", "Withhold")], widget=forms.HiddenInput
    )

    def __init__(self, data=None, *, comment):
        super().__init__(data, initial={"text": comment.text}, auto_id=f"id_{comment.pk.hex[:8]}_%s")

    def clean(self):
        data = super().clean()
        if data.get("decision") == "withhold" and not data.get("reason") and "reason" not in self.errors:
            self.add_error("reason", "Select why the comment is withheld")
        return data
