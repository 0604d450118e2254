#!/bin/sh
# Makes the small Debian archive of asterisk-search.test.ts anew: packages without content, lists, and a signature by a key
# that is thrown away. Needs dpkg-deb and gpg; the tests need neither.
set -eu
cd "$(dirname "$0")"
rm -rf dists pool ./*.gpg
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export GNUPGHOME="$work/gnupg" SOURCE_DATE_EPOCH=1795824000
mkdir -m 700 "$GNUPGHOME"

key() {
  gpg --batch --quiet --passphrase '' --quick-generate-key "$1" rsa3072 sign never
  gpg --batch --quiet --export "$1" > "$2"
}
key archive@example.org archive.gpg
key stranger@example.org stranger.gpg

# release NAME VERSION: one release of Debian with one package, asterisk.
release() {
  package="$work/$1"
  mkdir -p "$package/DEBIAN" "$package/usr/share/asterisk" "pool/$1"
  printf '%s\n' "$2" > "$package/usr/share/asterisk/version"
  printf '%s\n' 'Package: asterisk' "Version: $2" 'Architecture: all' 'Maintainer: Nobody <nobody@example.org>' \
    'Description: stand-in for a test' > "$package/DEBIAN/control"
  deb="pool/$1/asterisk.deb"
  dpkg-deb --root-owner-group --build "$package" "$deb" > "$work/log"
  lists="dists/$1/main/binary-all"
  mkdir -p "$lists"
  { cat "$package/DEBIAN/control"
    echo "Filename: $deb"
    echo "Size: $(stat -c %s "$deb")"
    echo "SHA256: $(sha256sum "$deb" | cut -d ' ' -f 1)"; } > "$lists/Packages"
  { printf '%s\n' 'Origin: Debian' "Suite: $1" "Codename: $1" 'Date: Sat, 28 Nov 2026 00:00:00 UTC' \
      'Architectures: all amd64 arm64' 'Components: main' 'SHA256:'
    for architecture in all amd64 arm64; do
      mkdir -p "dists/$1/main/binary-$architecture"
      [ "$architecture" = all ] || : > "dists/$1/main/binary-$architecture/Packages"
      file="main/binary-$architecture/Packages"
      echo " $(sha256sum "dists/$1/$file" | cut -d ' ' -f 1) $(stat -c %s "dists/$1/$file") $file"
    done; } > "dists/$1/Release"
  gpg --batch --quiet --local-user archive@example.org --clearsign --output "dists/$1/InRelease" "dists/$1/Release"
}
release sid '1:22.10.1+dfsg+~cs6-1'
release testing '1:22.10.2+dfsg+~cs6-1'
release newer '1:24.1.0+dfsg+~cs6-1'
release older '1:22.10.0+dfsg+~cs6-1'
