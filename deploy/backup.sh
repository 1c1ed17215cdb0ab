#!/bin/sh
# Every night at two: the database and the photos, written whole before they get their name.
# Nothing of an earlier night is removed before this one is whole; what is half written never gets a name.
set -u
BACKUPS=${BACKUPS:-/backups}
MEDIA=${MEDIA:-/media}

# In a function that is called as a condition, the shell does not stop at what fails: each step says so itself.
backup() {
  stamp=$(date +%Y-%m-%dT%H%M) || return 1
  rm -f "$BACKUPS"/*.part
  pg_dump --format=custom --file="$BACKUPS/$stamp.dump.part" || return 1
  pg_restore --list "$BACKUPS/$stamp.dump.part" > /dev/null || return 1
  tar -C "$MEDIA" -czf "$BACKUPS/$stamp.media.tar.gz.part" . || return 1
  sync || return 1
  mv "$BACKUPS/$stamp.media.tar.gz.part" "$BACKUPS/$stamp.media.tar.gz" || return 1
  mv "$BACKUPS/$stamp.dump.part" "$BACKUPS/$stamp.dump" || return 1
  find "$BACKUPS" -name '*.dump' -mtime "+$KEEP_DAYS" -delete || return 1
  find "$BACKUPS" -name '*.media.tar.gz' -mtime "+$KEEP_DAYS" -delete || return 1
}

# One night: what failed is said here, and stands in a file that the health of the service looks for.
night() {
  if backup; then
    rm -f "$BACKUPS/FAILED"
  else
    rm -f "$BACKUPS"/*.part
    echo "the backup of $(date +%Y-%m-%d) failed: the earlier ones are kept" | tee "$BACKUPS/FAILED" >&2
    return 1
  fi
}

[ "${1:-}" = once ] && { night; exit; }
while true; do
  now=$(date +%s)
  two=$(date -d 'tomorrow 02:00' +%s)
  sleep $((two - now))
  night || true
done
