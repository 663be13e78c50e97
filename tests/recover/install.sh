#!/bin/sh
# Installs the pandoc that tests/recover converts pages with: a Debian package, nothing else.
# Does nothing where it is there already; ends with an error where it cannot be had.
set -eu
command -v pandoc >/dev/null && exit 0
command -v dpkg-query >/dev/null || { echo "tests/recover needs pandoc" >&2; exit 1; }
SUDO=
[ "$(id -u)" = 0 ] || SUDO=sudo
export DEBIAN_FRONTEND=noninteractive
$SUDO apt-get install -y --no-install-recommends pandoc >&2 ||
  { $SUDO apt-get update >&2 && $SUDO apt-get install -y --no-install-recommends pandoc >&2; }
command -v pandoc >/dev/null || { echo "still missing: pandoc" >&2; exit 1; }
