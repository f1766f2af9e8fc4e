"""Bringing what publications say into the database: the state, what each edition adds, the difference saved.

``apps.practices.actions.import_organisations`` is the one way in."""
