"""``bin/manage import_organisations DIR``: bring published files about organisations in."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from apps.practices.actions import import_organisations
from apps.practices.importing.changes import MovesNotConfirmed
from apps.practices.importing.state import ImportRefused
from apps.practices.published.problems import FormatProblem


class Command(BaseCommand):
    help = (
        "Import published files about regions, ICBs, networks and practices from a folder. Files (csv, xlsx, or "
        "zip of either) are recognised by their content. Nothing is changed where one of them is wrong."
    )

    def add_arguments(self, parser):
        parser.add_argument("folder", metavar="DIR", type=Path, help="the folder with the published files")
        parser.add_argument(
            "--confirm-moves",
            action="store_true",
            help="go on although very many practices would be in another network than before",
        )

    def handle(self, *, folder, confirm_moves, **options):
        if not folder.is_dir():
            raise CommandError(f"{folder} is not a folder.")
        try:
            summary = import_organisations(folder=folder, moves_confirmed=confirm_moves)
        except MovesNotConfirmed as problem:
            raise CommandError(
                "\n".join(
                    [
                        str(problem),
                        *(f"  {move}" for move in problem.moves),
                        "Nothing was changed. Where the list is right, run the command again with --confirm-moves.",
                    ]
                )
            ) from problem
        except (FormatProblem, ImportRefused) as problem:
            raise CommandError(f"{problem}\nNothing was changed.") from problem
        self.stdout.write("\n".join(summary.lines()))
