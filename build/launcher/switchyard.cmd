@echo off
rem Runs the command line with the Node that came with the app.
"%~dp0node.exe" "%~dp0out\cli.cjs" %*
