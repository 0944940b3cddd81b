@echo off
chcp 65001 >nul
if not exist "%~dp0chengbao.exe" (
  echo 请先把压缩包整个解压到一个文件夹，再打开“呈报.cmd”。
  pause
  exit /b 1
)
title chengbao
set "PATH=%~dp0;%PATH%"
pushd "%~dp0data"
for %%n in (0 1 2 3 4 5) do if exist "%~dp0docs\steps-%%n.txt" type "%~dp0docs\steps-%%n.txt"
if not defined CHENGBAO_NO_DESK start "chengbao desk" /b chengbao desk .
cmd /k
