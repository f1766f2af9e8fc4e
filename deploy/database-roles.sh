#!/bin/sh
# First start of the database server: the owner that migrates, the role the portal runs as, and the database.
# Passwords come from DATABASE_OWNER_PASSWORD and DATABASE_APP_PASSWORD; psql reads them itself, so that neither
# stands in a command line. `manage.py migrate` gives the app role its rights on the tables.
set -eu
psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --username postgres --dbname postgres <<'SQL'
\getenv owner_password DATABASE_OWNER_PASSWORD
\getenv app_password DATABASE_APP_PASSWORD
CREATE ROLE pcn_owner LOGIN NOSUPERUSER NOCREATEROLE NOCREATEDB PASSWORD :'owner_password';
CREATE ROLE pcn_app LOGIN NOSUPERUSER NOCREATEROLE NOCREATEDB PASSWORD :'app_password';
CREATE DATABASE pcnportal OWNER pcn_owner;
REVOKE ALL ON DATABASE pcnportal FROM PUBLIC;
GRANT CONNECT ON DATABASE pcnportal TO pcn_app;
SQL
