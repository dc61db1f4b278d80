"""Where reviews are kept: SQLAlchemy over SQLite and PostgreSQL, and the index clauses are looked up in."""
