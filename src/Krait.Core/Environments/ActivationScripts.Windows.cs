namespace Krait.Environments;

internal static partial class ActivationScripts
{
    private const string PowerShellText = """
        # Activates this virtual environment in PowerShell:
        #     . bin/activate.ps1
        # The function `deactivate` undoes it.

        function global:deactivate([switch] $NonDestructive) {
            if (Test-Path variable:_OLD_VIRTUAL_PATH) {
                $env:PATH = $variable:_OLD_VIRTUAL_PATH
                Remove-Variable "_OLD_VIRTUAL_PATH" -Scope global
            }
            if (Test-Path variable:_OLD_VIRTUAL_PYTHONHOME) {
                $env:PYTHONHOME = $variable:_OLD_VIRTUAL_PYTHONHOME
                Remove-Variable "_OLD_VIRTUAL_PYTHONHOME" -Scope global
            }
            if (Test-Path function:_old_virtual_prompt) {
                $function:prompt = $function:_old_virtual_prompt
                Remove-Item function:\_old_virtual_prompt
            }
            foreach ($name in "VIRTUAL_ENV", "VIRTUAL_ENV_PROMPT") {
                if (Test-Path "env:$name") {
                    Remove-Item "env:$name"
                }
            }
            if (!$NonDestructive) {
                Remove-Item function:deactivate
                if (Test-Path function:pydoc) {
                    Remove-Item function:pydoc
                }
            }
        }

        # An environment that is active is left first.
        deactivate -NonDestructive

        $env:VIRTUAL_ENV = Split-Path -Parent $PSScriptRoot

        New-Variable -Scope global -Name _OLD_VIRTUAL_PATH -Value $env:PATH
        $env:PATH = $PSScriptRoot + [IO.Path]::PathSeparator + $env:PATH

        $env:VIRTUAL_ENV_PROMPT = @PROMPT@
        if (!$env:VIRTUAL_ENV_PROMPT) {
            $env:VIRTUAL_ENV_PROMPT = Split-Path -Leaf $env:VIRTUAL_ENV
        }

        if (Test-Path env:PYTHONHOME) {
            New-Variable -Scope global -Name _OLD_VIRTUAL_PYTHONHOME -Value $env:PYTHONHOME
            Remove-Item env:PYTHONHOME
        }

        function global:pydoc {
            python -m pydoc @args
        }

        if (!$env:VIRTUAL_ENV_DISABLE_PROMPT) {
            function global:_old_virtual_prompt { "" }
            $function:_old_virtual_prompt = $function:prompt
            function global:prompt {
                Write-Host -NoNewline ("({0}) " -f $env:VIRTUAL_ENV_PROMPT)
                & $function:_old_virtual_prompt
            }
        }

        """;

    private const string BatchText = """
        @rem Activates this virtual environment in the command prompt; `deactivate` undoes it.
        @echo off
        for /f "tokens=2 delims=:." %%a in ('"%SystemRoot%\System32\chcp.com"') do set "_OLD_CODEPAGE=%%a"
        if defined _OLD_CODEPAGE "%SystemRoot%\System32\chcp.com" 65001 >nul

        if defined _OLD_VIRTUAL_PATH call "%~dp0deactivate.bat"

        for %%i in ("%~dp0..") do set "VIRTUAL_ENV=%%~fi"
        set "_OLD_VIRTUAL_PATH=%PATH%"
        set "PATH=%VIRTUAL_ENV%\@SCRIPTS@;%PATH%"

        set "VIRTUAL_ENV_PROMPT=@PROMPT@"
        if not defined VIRTUAL_ENV_PROMPT for %%i in ("%VIRTUAL_ENV%") do set "VIRTUAL_ENV_PROMPT=%%~nxi"

        if defined PYTHONHOME set "_OLD_VIRTUAL_PYTHONHOME=%PYTHONHOME%"
        set PYTHONHOME=

        if not defined VIRTUAL_ENV_DISABLE_PROMPT (
            if not defined PROMPT set "PROMPT=$P$G"
        )
        if not defined VIRTUAL_ENV_DISABLE_PROMPT (
            set "_OLD_VIRTUAL_PROMPT=%PROMPT%"
            set "PROMPT=(%VIRTUAL_ENV_PROMPT%) %PROMPT%"
        )

        if defined _OLD_CODEPAGE "%SystemRoot%\System32\chcp.com" %_OLD_CODEPAGE% >nul
        set _OLD_CODEPAGE=

        """;

    private const string DeactivateBatchText = """
        @rem Undoes activate.bat.
        @echo off
        if defined _OLD_VIRTUAL_PATH set "PATH=%_OLD_VIRTUAL_PATH%"
        set _OLD_VIRTUAL_PATH=
        if defined _OLD_VIRTUAL_PYTHONHOME set "PYTHONHOME=%_OLD_VIRTUAL_PYTHONHOME%"
        set _OLD_VIRTUAL_PYTHONHOME=
        if defined _OLD_VIRTUAL_PROMPT set "PROMPT=%_OLD_VIRTUAL_PROMPT%"
        set _OLD_VIRTUAL_PROMPT=
        set VIRTUAL_ENV=
        set VIRTUAL_ENV_PROMPT=

        """;

    private const string PydocBatchText = """
        @"%~dp0python.exe" -m pydoc %*

        """;

    private const string ThisPythonText = """"
        """
        Activates this virtual environment inside a Python that runs already:

            import runpy
            runpy.run_path(".../bin/activate_this.py")

        Meant for programs that embed Python and cannot be started by the environment's own interpreter.
        """

        import os
        import site
        import sys

        try:
            _scripts = os.path.dirname(os.path.abspath(__file__))
        except NameError:
            raise AssertionError("run this file with runpy.run_path(), which sets __file__")

        _root = os.path.dirname(_scripts)
        os.environ["PATH"] = os.pathsep.join([_scripts] + os.environ.get("PATH", "").split(os.pathsep))
        os.environ["VIRTUAL_ENV"] = _root
        os.environ["VIRTUAL_ENV_PROMPT"] = @PROMPT@ or os.path.basename(_root)

        # The environment's packages come before those that are there.
        _before = len(sys.path)
        site.addsitedir(os.path.normpath(os.path.join(_scripts, @LIBRARY@)))
        sys.path[:] = sys.path[_before:] + sys.path[:_before]

        sys.real_prefix = sys.prefix
        sys.prefix = _root

        """";
}
