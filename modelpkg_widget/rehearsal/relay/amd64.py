"""The relay for x86-64: machine code, with its assembly; see ``program.py``."""

from __future__ import annotations

CODE = (
    "48833c2401"  # _start: cmp qword ptr [rsp], 1  ; argc
    "488b5c2410"  # mov rbx, [rsp+16]  ; argv[1]
    "488dac240000feff"  # lea rbp, [rsp-0x20000]  ; the buffer, far below the stack
    "488da500f0ffff"  # lea rsp, [rbp-0x1000]
    "7437"  # je serve
    "b802000000"  # mov eax, 2  ; open(argv[1], O_RDONLY)
    "4889df"  # mov rdi, rbx
    "31f6"  # xor esi, esi
    "0f05"  # syscall
    "85c0"  # test eax, eax
    "0f88fe010000"  # js fail
    "4189c4"  # mov r12d, eax
    "31c0"  # cat: xor eax, eax  ; read(file, buffer, 64 KiB)
    "4489e7"  # mov edi, r12d
    "4889ee"  # mov rsi, rbp
    "ba00000100"  # mov edx, 0x10000
    "0f05"  # syscall
    "85c0"  # test eax, eax
    "0f8eeb010000"  # jle done
    "89c2"  # mov edx, eax
    "e8b8010000"  # call out
    "ebe0"  # jmp cat
    "41bcffffffff"  # serve: mov r12d, -1  ; no connection; poll passes over it
    "c7042400000000"  # loop: mov dword ptr [rsp], 0  ; standard input, POLLIN
    "c744240401000000"  # mov dword ptr [rsp+4], 1
    "4489642408"  # mov [rsp+8], r12d  ; the connection, POLLIN
    "c744240c01000000"  # mov dword ptr [rsp+12], 1
    "b807000000"  # mov eax, 7  ; poll(both, 2, no limit)
    "4889e7"  # mov rdi, rsp
    "be02000000"  # mov esi, 2
    "baffffffff"  # mov edx, -1
    "0f05"  # syscall
    "66837c240e00"  # cmp word ptr [rsp+14], 0
    "0f8544010000"  # jne receive
    "31db"  # xor ebx, ebx  ; a frame: its length in 4 bytes
    "31c0"  # head: xor eax, eax  ; read(0, buffer + had, 4 - had)
    "31ff"  # xor edi, edi
    "488d741d00"  # lea rsi, [rbp+rbx]
    "ba04000000"  # mov edx, 4
    "29da"  # sub edx, ebx
    "0f05"  # syscall
    "85c0"  # test eax, eax
    "0f8e84010000"  # jle done
    "01c3"  # add ebx, eax
    "83fb04"  # cmp ebx, 4
    "75df"  # jne head
    "448b6d00"  # mov r13d, [rbp]
    "4585ed"  # test r13d, r13d
    "7445"  # je dial
    "31c0"  # body: xor eax, eax  ; read(0, buffer, at most 64 KiB of the frame)
    "31ff"  # xor edi, edi
    "4889ee"  # mov rsi, rbp
    "ba00000100"  # mov edx, 0x10000
    "4139d5"  # cmp r13d, edx
    "410f42d5"  # cmovb edx, r13d
    "0f05"  # syscall
    "85c0"  # test eax, eax
    "0f8e57010000"  # jle done
    "4129c5"  # sub r13d, eax
    "89c2"  # mov edx, eax
    "b82c000000"  # mov eax, 44  ; sendto(connection, buffer, count, MSG_NOSIGNAL)
    "4489e7"  # mov edi, r12d
    "4889ee"  # mov rsi, rbp
    "41ba00400000"  # mov r10d, 0x4000
    "4531c0"  # xor r8d, r8d
    "4531c9"  # xor r9d, r9d
    "0f05"  # syscall
    "4585ed"  # test r13d, r13d
    "75c0"  # jne body
    "e953ffffff"  # jmp loop
    "b803000000"  # dial: mov eax, 3  ; close(connection)
    "4489e7"  # mov edi, r12d
    "0f05"  # syscall
    "41beb80b0000"  # mov r14d, 3000  ; tries, 20 ms apart: a minute
    "b829000000"  # again: mov eax, 41  ; socket(AF_INET, SOCK_STREAM, 0)
    "bf02000000"  # mov edi, 2
    "be01000000"  # mov esi, 1
    "31d2"  # xor edx, edx
    "0f05"  # syscall
    "4189c4"  # mov r12d, eax
    "48b802001f907f000001"  # mov rax, 0x0100007f901f0002  ; AF_INET, port 8080, 127.0.0.1
    "48890424"  # mov [rsp], rax
    "31c0"  # xor eax, eax
    "4889442408"  # mov [rsp+8], rax
    "b82a000000"  # mov eax, 42  ; connect(socket, address, 16)
    "4489e7"  # mov edi, r12d
    "4889e6"  # mov rsi, rsp
    "ba10000000"  # mov edx, 16
    "0f05"  # syscall
    "85c0"  # test eax, eax
    "7439"  # je connected
    "b803000000"  # mov eax, 3  ; close(socket)
    "4489e7"  # mov edi, r12d
    "0f05"  # syscall
    "31c0"  # xor eax, eax
    "48890424"  # mov [rsp], rax
    "48c7442408002d3101"  # mov qword ptr [rsp+8], 20000000
    "b823000000"  # mov eax, 35  ; nanosleep(20 ms)
    "4889e7"  # mov rdi, rsp
    "31f6"  # xor esi, esi
    "0f05"  # syscall
    "41ffce"  # dec r14d
    "7595"  # jne again
    "41bcffffffff"  # mov r12d, -1
    "c74500feffffff"  # mov dword ptr [rbp], -2  ; instead of a length: nobody listens
    "eb3a"  # jmp mark
    "c7042401000000"  # connected: mov dword ptr [rsp], 1  ; small requests go out at once
    "b836000000"  # mov eax, 54  ; setsockopt(connection, IPPROTO_TCP, TCP_NODELAY, 1)
    "4489e7"  # mov edi, r12d
    "be06000000"  # mov esi, 6
    "ba01000000"  # mov edx, 1
    "4989e2"  # mov r10, rsp
    "41b804000000"  # mov r8d, 4
    "0f05"  # syscall
    "c74500ffffffff"  # mov dword ptr [rbp], -1  ; instead of a length: connected
    "eb0d"  # jmp mark
    "41bcffffffff"  # closed: mov r12d, -1
    "c7450000000000"  # mov dword ptr [rbp], 0  ; a length of 0: closed
    "ba04000000"  # mark: mov edx, 4
    "e835000000"  # call out
    "e980feffff"  # jmp loop
    "31c0"  # receive: xor eax, eax  ; read(connection, buffer + 4, 64 KiB)
    "4489e7"  # mov edi, r12d
    "488d7504"  # lea rsi, [rbp+4]
    "ba00000100"  # mov edx, 0x10000
    "0f05"  # syscall
    "85c0"  # test eax, eax
    "7f0c"  # jg frame
    "b803000000"  # mov eax, 3  ; close(connection)
    "4489e7"  # mov edi, r12d
    "0f05"  # syscall
    "ebc4"  # jmp closed
    "894500"  # frame: mov [rbp], eax
    "8d5004"  # lea edx, [rax+4]
    "e805000000"  # call out
    "e950feffff"  # jmp loop
    "4889eb"  # out: mov rbx, rbp
    "4189d7"  # mov r15d, edx
    "b801000000"  # more: mov eax, 1  ; write(1, rest of the buffer)
    "bf01000000"  # mov edi, 1
    "4889de"  # mov rsi, rbx
    "4489fa"  # mov edx, r15d
    "0f05"  # syscall
    "85c0"  # test eax, eax
    "7e09"  # jle fail
    "4801c3"  # add rbx, rax
    "4129c7"  # sub r15d, eax
    "75e2"  # jne more
    "c3"  # ret
    "bf01000000"  # fail: mov edi, 1
    "eb02"  # jmp exit
    "31ff"  # done: xor edi, edi
    "b8e7000000"  # exit: mov eax, 231  ; exit_group(code)
    "0f05"  # syscall
)
