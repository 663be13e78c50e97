#!/bin/sh
# Installs what the browser tests need, and nothing that is already there:
# Chromium and a Chinese font from Debian, axe-core from npm into .cache/ (ignored by git).
set -eu
cd "$(dirname "$0")/../.."
AXE_VERSION=4.14.1
AXE=.cache/axe/node_modules/axe-core

missing=""
[ -x /usr/bin/chromium ] || missing="$missing chromium"
[ -e /usr/share/fonts/truetype/wqy/wqy-microhei.ttc ] || missing="$missing fonts-wqy-microhei"
command -v npm >/dev/null || missing="$missing npm"
if [ -n "$missing" ]; then
    root=""
    [ "$(id -u)" = 0 ] || root=sudo
    $root apt-get update -qq
    # shellcheck disable=SC2086  # a list of package names
    $root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
fi
if ! grep -qs "\"version\": \"$AXE_VERSION\"" "$AXE/package.json"; then
    mkdir -p .cache/axe
    npm install --prefix .cache/axe --no-audit --no-fund --silent --ignore-scripts "axe-core@$AXE_VERSION"
fi
test -x /usr/bin/chromium
test -s "$AXE/axe.min.js"
