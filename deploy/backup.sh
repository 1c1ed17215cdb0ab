#!/bin/sh
# Every night at two: the database and the photos, written whole before they get their name.
set -eu

backup() {
  stamp=$(date +%Y-%m-%dT%H%M)
  pg_dump --format=custom --file="/backups/$stamp.dump.part"
  tar -C /media -czf "/backups/$stamp.media.tar.gz.part" .
  mv "/backups/$stamp.media.tar.gz.part" "/backups/$stamp.media.tar.gz"
  mv "/backups/$stamp.dump.part" "/backups/$stamp.dump"
  find /backups -name '*.dump' -mtime "+$KEEP_DAYS" -delete
  find /backups -name '*.media.tar.gz' -mtime "+$KEEP_DAYS" -delete
}

[ "${1:-}" = once ] && { backup; exit; }
while true; do
  now=$(date +%s)
  two=$(date -d 'tomorrow 02:00' +%s)
  sleep $((two - now))
  backup || echo "the backup failed" >&2
done
