from whitenoise.storage import CompressedManifestStaticFilesStorage


class PortalStaticFiles(CompressedManifestStaticFilesStorage):
    """Static files under the hash of their content, compressed; what our own modules import is hashed too.

    Django's own switch for imports takes in every script there is, and a library's may name files it does not bring."""

    patterns = (
        *CompressedManifestStaticFilesStorage.patterns,
        ("js/*.js", ((r"""(?P<matched>from\s*"(?P<url>\./[^"]+)")""", 'from "%(url)s"'),)),
    )
