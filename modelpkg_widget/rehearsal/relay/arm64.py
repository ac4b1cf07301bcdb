"""The relay for 64-bit Arm: machine code, with its assembly; see ``program.py``."""

from __future__ import annotations

CODE = (
    "e00340f9"  # _start: ldr x0, [sp]  ; argc
    "e10b40f9"  # ldr x1, [sp, 16]  ; argv[1]
    "f48340d1"  # sub x20, sp, #0x20, lsl #12  ; the buffer, far below the stack
    "9c0640d1"  # sub x28, x20, #0x1, lsl #12
    "9f030091"  # mov sp, x28
    "1f0400f1"  # cmp x0, #1
    "20020054"  # b.eq serve
    "080780d2"  # mov x8, #56  ; openat(AT_FDCWD, argv[1], O_RDONLY)
    "600c8092"  # mov x0, #-100
    "020080d2"  # mov x2, #0
    "010000d4"  # svc #0
    "8011f837"  # tbnz w0, #31, fail
    "f503002a"  # mov w21, w0
    "e80780d2"  # cat: mov x8, #63  ; read(file, buffer, 64 KiB)
    "e003152a"  # mov w0, w21
    "e10314aa"  # mov x1, x20
    "2200a0d2"  # mov x2, #0x10000
    "010000d4"  # svc #0
    "1f000071"  # cmp w0, #0
    "cd100054"  # b.le done
    "fa03002a"  # mov w26, w0
    "76000094"  # bl out
    "f7ffff17"  # b cat
    "15008012"  # serve: mov w21, #-1  ; no connection; poll passes over it
    "2900c0d2"  # loop: mov x9, #0x100000000  ; standard input, POLLIN
    "e90300f9"  # str x9, [sp]
    "29008052"  # mov w9, #1  ; the connection, POLLIN
    "f5270129"  # stp w21, w9, [sp, #8]
    "280980d2"  # mov x8, #73  ; ppoll(both, 2, no limit, no mask)
    "e0030091"  # mov x0, sp
    "410080d2"  # mov x1, #2
    "020080d2"  # mov x2, #0
    "030080d2"  # mov x3, #0
    "040180d2"  # mov x4, #8
    "010000d4"  # svc #0
    "e91f4079"  # ldrh w9, [sp, #14]
    "090b0035"  # cbnz w9, receive
    "190080d2"  # mov x25, #0  ; a frame: its length in 4 bytes
    "e80780d2"  # head: mov x8, #63  ; read(0, buffer + had, 4 - had)
    "000080d2"  # mov x0, #0
    "8102198b"  # add x1, x20, x25
    "820080d2"  # mov x2, #4
    "420019cb"  # sub x2, x2, x25
    "010000d4"  # svc #0
    "1f000071"  # cmp w0, #0
    "8d0d0054"  # b.le done
    "3903008b"  # add x25, x25, x0
    "3f1300f1"  # cmp x25, #4
    "c1feff54"  # b.ne head
    "960240b9"  # ldr w22, [x20]
    "b6020034"  # cbz w22, dial
    "2200a052"  # body: mov w2, #0x10000
    "df02026b"  # cmp w22, w2
    "c232821a"  # csel w2, w22, w2, lo
    "e80780d2"  # mov x8, #63  ; read(0, buffer, at most 64 KiB of the frame)
    "000080d2"  # mov x0, #0
    "e10314aa"  # mov x1, x20
    "010000d4"  # svc #0
    "1f000071"  # cmp w0, #0
    "cd0b0054"  # b.le done
    "d602004b"  # sub w22, w22, w0
    "e203002a"  # mov w2, w0
    "c81980d2"  # mov x8, #206  ; sendto(connection, buffer, count, MSG_NOSIGNAL)
    "e003152a"  # mov w0, w21
    "e10314aa"  # mov x1, x20
    "030088d2"  # mov x3, #0x4000
    "040080d2"  # mov x4, #0
    "050080d2"  # mov x5, #0
    "010000d4"  # svc #0
    "d6fdff35"  # cbnz w22, body
    "d2ffff17"  # b loop
    "280780d2"  # dial: mov x8, #57  ; close(connection)
    "e003152a"  # mov w0, w21
    "010000d4"  # svc #0
    "17778152"  # mov w23, #3000  ; tries, 20 ms apart: a minute
    "c81880d2"  # again: mov x8, #198  ; socket(AF_INET, SOCK_STREAM, 0)
    "400080d2"  # mov x0, #2
    "210080d2"  # mov x1, #1
    "020080d2"  # mov x2, #0
    "010000d4"  # svc #0
    "f503002a"  # mov w21, w0
    "490080d2"  # movz x9, #0x0002  ; AF_INET, port 8080, 127.0.0.1
    "e903b2f2"  # movk x9, #0x901f, lsl #16
    "e90fc0f2"  # movk x9, #0x007f, lsl #32
    "0920e0f2"  # movk x9, #0x0100, lsl #48
    "e97f00a9"  # stp x9, xzr, [sp]
    "681980d2"  # mov x8, #203  ; connect(socket, address, 16)
    "e003152a"  # mov w0, w21
    "e1030091"  # mov x1, sp
    "020280d2"  # mov x2, #16
    "010000d4"  # svc #0
    "00020034"  # cbz w0, connected
    "280780d2"  # mov x8, #57  ; close(socket)
    "e003152a"  # mov w0, w21
    "010000d4"  # svc #0
    "09a085d2"  # movz x9, #0x2d00  ; 20000000 ns
    "2926a0f2"  # movk x9, #0x131, lsl #16
    "ff2700a9"  # stp xzr, x9, [sp]
    "a80c80d2"  # mov x8, #101  ; nanosleep(20 ms)
    "e0030091"  # mov x0, sp
    "010080d2"  # mov x1, #0
    "010000d4"  # svc #0
    "f7060071"  # subs w23, w23, #1
    "81fcff54"  # b.ne again
    "15008012"  # mov w21, #-1
    "29008012"  # mov w9, #-2  ; instead of a length: nobody listens
    "0e000014"  # b mark
    "29008052"  # connected: mov w9, #1  ; small requests go out at once
    "e90300b9"  # str w9, [sp]
    "081a80d2"  # mov x8, #208  ; setsockopt(connection, IPPROTO_TCP, TCP_NODELAY, 1)
    "e003152a"  # mov w0, w21
    "c10080d2"  # mov x1, #6
    "220080d2"  # mov x2, #1
    "e3030091"  # mov x3, sp
    "840080d2"  # mov x4, #4
    "010000d4"  # svc #0
    "09008012"  # mov w9, #-1  ; instead of a length: connected
    "03000014"  # b mark
    "15008012"  # closed: mov w21, #-1
    "09008052"  # mov w9, #0  ; a length of 0: closed
    "890200b9"  # mark: str w9, [x20]
    "9a008052"  # mov w26, #4
    "11000094"  # bl out
    "9dffff17"  # b loop
    "e80780d2"  # receive: mov x8, #63  ; read(connection, buffer + 4, 64 KiB)
    "e003152a"  # mov w0, w21
    "81120091"  # add x1, x20, #4
    "2200a0d2"  # mov x2, #0x10000
    "010000d4"  # svc #0
    "1f000071"  # cmp w0, #0
    "ac000054"  # b.gt frame
    "280780d2"  # mov x8, #57  ; close(connection)
    "e003152a"  # mov w0, w21
    "010000d4"  # svc #0
    "f0ffff17"  # b closed
    "800200b9"  # frame: str w0, [x20]
    "1a100011"  # add w26, w0, #4
    "02000094"  # bl out
    "8effff17"  # b loop
    "f80314aa"  # out: mov x24, x20
    "080880d2"  # more: mov x8, #64  ; write(1, rest of the buffer)
    "200080d2"  # mov x0, #1
    "e10318aa"  # mov x1, x24
    "e2031a2a"  # uxtw x2, w26
    "010000d4"  # svc #0
    "1f000071"  # cmp w0, #0
    "ad000054"  # b.le fail
    "1803008b"  # add x24, x24, x0
    "5a03006b"  # subs w26, w26, w0
    "e1feff54"  # b.ne more
    "c0035fd6"  # ret
    "200080d2"  # fail: mov x0, #1
    "02000014"  # b exit
    "000080d2"  # done: mov x0, #0
    "c80b80d2"  # exit: mov x8, #94  ; exit_group(code)
    "010000d4"  # svc #0
)
