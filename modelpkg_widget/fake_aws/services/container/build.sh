#!/bin/sh
# Compiles server.c for linux/amd64, strips it, and writes server.txt: gzip, as text of base64.
# Its first line is the digest of server.c, which a test compares.
set -e
cd "$(dirname "$0")"
made=$(mktemp)
gcc -Os -std=c11 -Wall -Wextra -Werror -ffreestanding -fno-stack-protector -fno-pic -no-pie \
	-fno-asynchronous-unwind-tables -fcf-protection=none -fno-tree-loop-distribute-patterns \
	-mno-red-zone -nostdlib -static -s -Wl,--build-id=none,-z,norelro,-z,noseparate-code \
	-o "$made" server.c
strip -R .comment "$made"
{ sha256sum server.c | cut -d ' ' -f 1; gzip -9nc "$made" | base64 -w 76; } >server.txt
rm "$made"
