#!/bin/sh
# Fetches the front-end parts again by their version, through npm, and writes what is committed under
# resources/static: htmx as it was published, and one sprite of the icons that pages use.
# A new icon: add its name below, run this, commit the sprite.  Needs npm, tar, awk, sha256sum.
set -eu

HTMX=2.0.11
HTMX_SHA256=d6fdc75f204e6bdefa99b69bf1e6d4ac69b8a364f77929f45c13476b4000f717
LUCIDE=1.62.0

ICONS='
  accessibility archive arrow-down arrow-left arrow-right arrow-up award badge-check bell book-open building-2 cake
  calendar calendar-check calendar-clock calendar-days camera car chart-column check chevron-down chevron-left
  chevron-right chevron-up circle circle-alert circle-check circle-help circle-user circle-x clipboard-check
  clipboard-list clock cloud-upload copy database door-open download dumbbell ellipsis external-link eye eye-off
  file-check file-pen file-plus file-spreadsheet file-text file-warning fingerprint flag folder gavel git-branch
  git-compare git-merge graduation-cap hand-heart hand-helping handshake heart history hourglass house id-card image
  image-plus inbox info key-round keyboard landmark languages layers layout-list link list list-checks list-tree lock
  lock-open log-in log-out mail map map-pin megaphone menu message-square mic microscope minus monitor music navigation
  network package pencil phone play plus printer qr-code refresh-cw rotate-ccw route save scale scroll-text search send
  server settings shield shield-alert shield-check sliders-horizontal smartphone split square stamp star stethoscope
  table timer trash-2 trending-down trending-up triangle-alert type undo-2 unlink upload user user-check user-cog
  user-plus user-x users utensils volume-2 wallet wifi-off wrench x zoom-in
'

here=$(cd "$(dirname "$0")" && pwd)
static=$here/resources/static
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fetch() { # name version
  mkdir "$work/$1"
  (cd "$work" && npm pack --silent "$1@$2" >"$work/$1.name" && tar xzf "$(cat "$work/$1.name")" -C "$1" --strip-components=1)
}

fetch htmx.org $HTMX
echo "$HTMX_SHA256  $work/htmx.org/dist/htmx.min.js" | sha256sum -c --quiet
rm -rf "$static"/vendor/htmx-*
mkdir -p "$static/vendor/htmx-$HTMX"
cp "$work/htmx.org/dist/htmx.min.js" "$work/htmx.org/LICENSE" "$static/vendor/htmx-$HTMX/"

fetch lucide-static $LUCIDE
rm -rf "$static"/vendor/lucide-*
mkdir -p "$static/vendor/lucide-$LUCIDE"
cp "$work/lucide-static/LICENSE" "$static/vendor/lucide-$LUCIDE/"
{
  echo '<?xml version="1.0" encoding="UTF-8"?>'
  echo "<!-- Icons of lucide-static $LUCIDE, ISC; licence in vendor/lucide-$LUCIDE. Made by vendor.sh: do not edit. -->"
  echo '<svg xmlns="http://www.w3.org/2000/svg">'
  for icon in $ICONS; do
    awk -v id="$icon" '
      /^<!--/ { next }
      /^<svg/ { head = 1; printf "<symbol id=\"%s\" viewBox=\"0 0 24 24\">", id }
      head { if (/>[ ]*$/) head = 0; next }
      /^<\/svg>/ { print "</symbol>"; next }
      { sub(/^ +/, ""); sub(/ +\/>/, "/>"); printf "%s", $0 }
    ' "$work/lucide-static/icons/$icon.svg"
  done
  echo '</svg>'
} >"$work/icons.svg"
mv "$work/icons.svg" "$static/icons.svg"
echo "htmx $HTMX, lucide $LUCIDE: $(grep -c '<symbol' "$static/icons.svg") icons"
