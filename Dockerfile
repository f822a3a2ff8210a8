# The bot with its index, and nothing that only building needs. Build: docker build -t southbound .
# Run: docker run --env DISCORD_TOKEN=... --volume southbound:/var/southbound southbound

FROM python:3.11-slim AS build
ARG PIP_EXTRA_INDEX_URL=""
ENV HF_HUB_OFFLINE=1 PIP_NO_CACHE_DIR=1
WORKDIR /source
COPY pyproject.toml README.md LICENSE ./
COPY src src
COPY index index
COPY bot bot
COPY corpus corpus
RUN pip install ".[build]" \
 && python -m index build \
 && python -m index pack --out /southbound.index \
 && pip wheel --no-deps --wheel-dir /wheels .

FROM python:3.11-slim
ENV PIP_NO_CACHE_DIR=1 PYTHONUNBUFFERED=1 \
    SOUTHBOUND_INDEX=/southbound.index \
    SOUTHBOUND_DATABASE=sqlite+aiosqlite:////var/southbound/southbound.db \
    SOUTHBOUND_HEALTH_PORT=8080
COPY --from=build /wheels /wheels
RUN pip install "$(ls /wheels/*.whl)[chart]" && rm -r /wheels \
 && useradd --create-home --home-dir /var/southbound southbound
COPY --from=build /southbound.index /southbound.index
USER southbound
WORKDIR /var/southbound
VOLUME /var/southbound
HEALTHCHECK --start-period=60s \
    CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8080/healthz', timeout=5)"]
CMD ["python", "-m", "bot"]
