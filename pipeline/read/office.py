"""Files that only an office program opens (.doc, .rtf): LibreOffice makes a Word file of them.

In: the bytes of such a file. Out: the bytes of a .docx. Never through HTML or PDF, where text that a reviewer
deleted comes back. Without LibreOffice, refused with a sentence that says how. Macros are not run.
"""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from pipeline.errors import SourceError
from pipeline.read.package import damaged

_PROGRAMS = ("soffice", "libreoffice")
_SECONDS = 120
_FILTER = "docx:MS Word 2007 XML"
# Level 3 of the macro security: nothing runs, whoever signed it.
_NODE = "/org.openoffice.Office.Common/Security/Scripting"
_SETTINGS = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<oor:items xmlns:oor="http://openoffice.org/2001/registry">'
    + "".join(
        f'<item oor:path="{_NODE}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for name, value in (
            ("MacroSecurityLevel", "3"),
            ("DisableMacrosExecution", "true"),
            ("BlockUntrustedRefererLinks", "true"),
        )
    )
    + "</oor:items>\n"
)


def converted(data: bytes, suffix: str) -> bytes:
    """Make a Word file of a .doc or .rtf file.

    Raises:
        SourceError: `needs-office` without LibreOffice, `damaged-source` where it cannot open the file.
    """
    program = next((found for name in _PROGRAMS if (found := shutil.which(name))), None)
    if program is None:
        raise SourceError(
            "needs-office",
            f"a {suffix} file needs LibreOffice, which is missing: install it, or save the file as .docx",
        )
    with tempfile.TemporaryDirectory(prefix="fiches-") as name:
        folder = Path(name)
        source = folder / f"source{suffix}"
        source.write_bytes(data)
        user = folder / "profile" / "user"
        user.mkdir(parents=True)
        (user / "registrymodifications.xcu").write_text(_SETTINGS, "utf-8")
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = [program, profile, "--headless", "--norestore", "--nolockcheck", "--convert-to", _FILTER]
        command += ["--outdir", str(folder / "out"), str(source)]
        environment = {"PATH": os.defpath, "HOME": name}
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=_SECONDS, env=environment)
            return (folder / "out" / "source.docx").read_bytes()
        except (subprocess.SubprocessError, OSError) as error:
            raise damaged(f"{suffix} file") from error
