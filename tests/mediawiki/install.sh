#!/bin/sh
# Installs the real MediaWiki that tests/mediawiki judges by: Debian packages, nothing else.
# Does nothing where they are there already; ends with an error where they cannot be had.
set -eu
PACKAGES="mediawiki php-cli php-sqlite3 php-xml php-mbstring php-intl php-apcu lua5.1"

missing() {
  for package in $PACKAGES; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || echo "$package"
  done
}

command -v dpkg-query >/dev/null || { echo "tests/mediawiki needs a Debian-like system (apt)" >&2; exit 1; }
[ -n "$(missing)" ] || exit 0
SUDO=
[ "$(id -u)" = 0 ] || SUDO=sudo
export DEBIAN_FRONTEND=noninteractive
# shellcheck disable=SC2046
$SUDO apt-get install -y --no-install-recommends $(missing) >&2 ||
  { $SUDO apt-get update >&2 && $SUDO apt-get install -y --no-install-recommends $(missing) >&2; }
[ -z "$(missing)" ] || { echo "still missing: $(missing)" >&2; exit 1; }
