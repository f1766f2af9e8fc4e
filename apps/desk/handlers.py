"""Background work of the desk: asking networks, and writing to those who lead them."""

from apps.jobs.registry import JobFailed, handles
from apps.mail.sending import AddressRefused, MailUnavailable

from . import actions, letters


@handles("desk.ask", attempts=5, words="The network could not be asked. Nothing was lost; try again.")
def ask(claim):
    """``subject`` is an item of a batch."""
    actions.ask_network(item_pk=int(claim.subject))


@handles("desk.letter", attempts=12, words="The mail could not be sent.")
def letter(claim):
    """``subject`` is an item of a batch, a user, and what is said: asked or reminded."""
    item, user, what = claim.subject.split(":")
    try:
        letters.send(item_pk=int(item), user_pk=int(user), what=what)
    except AddressRefused as problem:
        raise JobFailed(str(problem), final=True) from problem
    except MailUnavailable as problem:
        raise JobFailed(str(problem)) from problem
