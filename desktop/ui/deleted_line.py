"""The quiet line that offers to put back what was deleted."""

from __future__ import annotations

from .told_line import ToldLine


class DeletedLine(ToldLine):
    """Says that something is gone, until something else is said; `taken` asks for it again."""

    def tell_deleted(self, count: int) -> None:
        """Say how many things are gone."""
        one = self.tr("Deleted.")
        told = one if count == 1 else self.tr("{n} deleted.").format(n=count)
        self.tell(told, self.tr("Put back"))
