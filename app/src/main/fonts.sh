#!/bin/sh
# Makes the letters that stand in PDF files, and writes what is committed under resources/paper/fonts: Noto Serif SC (OFL)
# with the 8,105 signs of 通用规范汉字表, punctuation and Latin. The compatibility radicals (U+2E80-2FDF) and the
# compatibility ideographs stay out of the table of signs: they share their picture with the plain sign, and a text copied
# from the PDF would come out as them.
# Needs npm, tar, bzip2, awk, and Debian's fonttools (pyftsubset) and unicode-data (the field kTGH of Unihan), 15.0 or newer.
# PYFTSUBSET and UNIHAN may name them elsewhere.
set -eu

FONT=@expo-google-fonts/noto-serif-sc
FONT_VERSION=0.4.3
SIGNS=8105
PYFTSUBSET=${PYFTSUBSET:-pyftsubset}
UNIHAN=${UNIHAN:-/usr/share/unicode/Unihan_OtherMappings.txt.bz2}

here=$(cd "$(dirname "$0")" && pwd)
fonts=$here/resources/paper/fonts
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

bzcat "$UNIHAN" | awk '$2 == "kTGH" { sub("U\\+", "", $1); print $1 }' | sort -u | grep -E '^[0-9A-F]+$' >"$work/signs"
[ "$(wc -l <"$work/signs")" = $SIGNS ] || { echo "the table has $(wc -l <"$work/signs") signs, not $SIGNS" >&2; exit 1; }

(cd "$work" && npm pack --silent "$FONT@$FONT_VERSION" >name && tar xzf "$(cat name)")
rm -rf "$fonts"
mkdir -p "$fonts"
cp "$work/package/LICENSE_FONT" "$fonts/OFL.txt"
for weight in 400Regular 700Bold; do
  "$PYFTSUBSET" "$work/package/$weight/NotoSerifSC_$weight.ttf" --unicodes-file="$work/signs" \
    --unicodes=U+0020-007E,U+00A0-00FF,U+0100-017F,U+01CD-01DC,U+2010-2027,U+2030-205E,U+2103,U+2116,U+2160-216B,U+2190-2193,U+2460-249B,U+25A0-25A1,U+25CB,U+25CF,U+3000-3017,U+FF01-FF5E,U+FFE5 \
    --layout-features= --no-hinting --output-file="$fonts/NotoSerifSC-$weight.ttf"
done
echo "$FONT $FONT_VERSION, $SIGNS signs: $(du -ch "$fonts"/*.ttf | tail -1 | cut -f1)"
