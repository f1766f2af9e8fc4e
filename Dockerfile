# The portal's image: one for web, worker, beat and migrate. docs/operations.md says how to run it.

FROM node:24-bookworm-slim AS front
WORKDIR /portal
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts --omit=dev --omit=optional --loglevel=error
COPY static/src static/src
RUN npm run --silent build

FROM python:3.11-slim-bookworm AS packages
RUN python -m venv /opt/venv
COPY requirements.txt .
RUN /opt/venv/bin/pip install --quiet --no-cache-dir --disable-pip-version-check --require-hashes -r requirements.txt

FROM python:3.11-slim-bookworm
RUN apt-get update -q \
    && apt-get install -y -q --no-install-recommends \
        fontconfig fonts-liberation fonts-noto-color-emoji fonts-noto-core fonts-wqy-microhei \
        libharfbuzz-subset0 libharfbuzz0b libpango-1.0-0 libpangoft2-1.0-0 \
    && rm -rf /var/lib/apt/lists/*
RUN useradd --system --uid 10001 --user-group --no-create-home --shell /usr/sbin/nologin portal \
    && install -d -o portal -g portal -m 0700 /var/lib/portal /var/lib/portal/files /var/lib/portal/keyring
ENV PATH=/opt/venv/bin:$PATH HOME=/tmp PYTHONUNBUFFERED=1
WORKDIR /portal
COPY --from=packages /opt/venv /opt/venv
COPY manage.py ./
COPY pcnportal pcnportal
COPY apps apps
COPY templates templates
COPY deploy deploy
COPY static/images static/images
COPY static/root static/root
COPY --from=front /portal/static/build static/build
# Collecting needs settings that start; these values unlock nothing and stay in no layer.
RUN SECRET_KEY=only-to-collect-static-files-abcdefghijklmnop LINK_KEY=never-used-for-a-link-while-building-qrstuvwxyz \
    PORTAL_URL=http://localhost FILES_DIR=/tmp DATABASE_URL=postgresql://nobody@localhost/none REDIS_URL=redis://localhost \
    python manage.py collectstatic --noinput --verbosity 0 \
    && python -m compileall -q apps pcnportal
USER portal
EXPOSE 8000
CMD ["gunicorn", "--config", "pcnportal/gunicorn.py", "--bind", "0.0.0.0:8000", "pcnportal.wsgi"]
