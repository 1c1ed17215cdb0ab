# The production image: the same code and lock files as `make run`, without the demo.
FROM node:22-bookworm-slim AS browser
WORKDIR /src
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund

FROM python:3.11-slim-bookworm
RUN apt-get update \
 && apt-get install -y --no-install-recommends gettext postgresql-client \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --create-home --uid 10001 akiya
RUN pip install --no-cache-dir "uv>=0.9"
WORKDIR /app
COPY pyproject.toml uv.lock ./
RUN uv sync --frozen --no-dev --no-cache
COPY . .
COPY --from=browser /src/node_modules ./node_modules
ENV PATH=/app/.venv/bin:$PATH PYTHONUNBUFFERED=1 AKIYA_MEDIA=/media
RUN AKIYA_SECRET_KEY=only-while-the-image-is-built-and-never-after \
    sh -c 'python manage.py compilemessages --ignore=.venv --ignore=node_modules && python manage.py collectstatic --noinput' \
 && mkdir /media && chown akiya /media
USER akiya
EXPOSE 8000
ENTRYPOINT ["/app/deploy/entry"]
CMD ["web"]
