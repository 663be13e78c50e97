#!/bin/sh
# pywb in a virtual environment of its own: a real archive for the tests, run as its own process.
# It is GPL-3: the tests start it and talk HTTP to it, and import nothing of it.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
venv=${CITAUDIT_PYWB:-$here/../../.cache/pywb}
[ -x "$venv/bin/wayback" ] && exit 0
"${PYTHON:-python3}" -m venv "$venv"
"$venv/bin/pip" install --quiet --disable-pip-version-check 'pywb==2.10.0' 'setuptools<81'
