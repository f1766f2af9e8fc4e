"""One-command running on one machine: embedded PostgreSQL and Valkey, secrets, and the portal's processes."""
