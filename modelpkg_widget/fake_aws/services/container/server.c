/* The server in the sandbox's images: what SageMaker asks of a container, and Linux alone.
 *
 * It tells the kind of an iris from four lengths, a line of CSV each. Files beside it decide what
 * goes wrong: where "installs" is, it needs a network when it starts; without one it prints that
 * file and ends. "start" is printed first. Where "elsewhere" is, it listens on 127.0.0.1:5000.
 * build.sh compiles it.
 */
typedef unsigned long size;

enum { READ, WRITE, OPEN, CLOSE, MMAP = 9, MUNMAP = 11, SIGACTION = 13, SOCKET = 41, CONNECT = 42,
       ACCEPT = 43, BIND = 49, LISTEN = 50, SETSOCKOPT = 54, FORK = 57, EXIT_GROUP = 231 };

static long call(long number, long a, long b, long c, long d)
{
    long result;
    register long fourth __asm__("r10") = d;
    register long fifth __asm__("r8") = number == SETSOCKOPT ? 4 : -1;
    register long sixth __asm__("r9") = 0;
    __asm__ volatile("syscall" : "=a"(result)
                     : "a"(number), "D"(a), "S"(b), "d"(c), "r"(fourth), "r"(fifth), "r"(sixth)
                     : "rcx", "r11", "memory");
    return result;
}

static size length(const char *text)
{
    size count = 0;
    while (text[count])
        count++;
    return count;
}

static int put(int file, const char *data, size count)
{
    while (count) {
        long done = call(WRITE, file, (long)data, count, 0);
        if (done <= 0)
            return 0;
        data += done;
        count -= done;
    }
    return 1;
}

static char *memory(size count)
{
    long found = call(MMAP, 0, count, 3, 0x22); /* to be read and written; private, no file */
    return found < 0 ? 0 : (char *)found;
}

/* Print a file; whether it is there. */
static int print(const char *path)
{
    char data[4096];
    long count, file = call(OPEN, (long)path, 0, 0, 0);
    if (file < 0)
        return 0;
    while ((count = call(READ, file, (long)data, sizeof data, 0)) > 0)
        put(1, data, count);
    call(CLOSE, file, 0, 0, 0);
    return 1;
}

struct address {
    unsigned short family, port;
    unsigned host;
    char zero[8];
};

/* Whether there is a route to another machine: connecting a datagram socket sends nothing. */
static int has_network(void)
{
    struct address other = { 2, 0x3500, 0x010200c0, { 0 } }; /* 192.0.2.1:53, an example's */
    long one = call(SOCKET, 2, 2, 0, 0);
    long failed = call(CONNECT, one, (long)&other, sizeof other, 0);
    call(CLOSE, one, 0, 0, 0);
    return failed == 0;
}

static int lower(int one)
{
    return one >= 'A' && one <= 'Z' ? one + 32 : one;
}

/* The value of a header, or nothing; names end with a colon. */
static const char *header(const char *head, const char *name)
{
    size at, count = length(name);
    for (; *head; head++) {
        if (head[0] != '\n')
            continue;
        for (at = 0; at < count && lower(head[1 + at]) == name[at]; at++)
            ;
        if (at < count)
            continue;
        head += 1 + count;
        while (*head == ' ')
            head++;
        return head;
    }
    return 0;
}

static int starts(const char *text, const char *with)
{
    while (*with)
        if (*text++ != *with++)
            return 0;
    return 1;
}

static void answer(int to, const char *status, const char *type, const char *body, size count)
{
    char digits[24];
    int at = sizeof digits;
    size left = count;
    do
        digits[--at] = '0' + left % 10;
    while (left /= 10);
    put(to, "HTTP/1.1 ", 9);
    put(to, status, length(status));
    put(to, "\r\nContent-Type: ", 16);
    put(to, type, length(type));
    put(to, "\r\nContent-Length: ", 18);
    put(to, digits + at, sizeof digits - at);
    put(to, "\r\n\r\n", 4);
    put(to, body, count);
}

static void refuse(int to, const char *status, const char *why)
{
    answer(to, status, "text/plain", why, length(why));
}

/* The kind for each line, by the third length; how many bytes, or -1 when a line is too short. */
static long kinds(const char *body, size count, char *out)
{
    size at = 0, written = 0;
    while (at < count) {
        int commas = 0, small = 0;
        size step;
        const char *kind;
        for (; at < count && body[at] != '\n'; at++) {
            if (body[at] != ',' || ++commas != 2)
                continue;
            while (body[at + 1] == ' ')
                at++;
            small = body[at + 1] == '0' || body[at + 1] == '1'
                || (body[at + 1] == '2' && body[at + 2] == '.' && body[at + 3] < '5');
        }
        at++;
        if (commas < 2)
            return -1;
        kind = small ? "setosa\n" : "virginica\n";
        for (step = 0; kind[step]; step++)
            out[written++] = kind[step];
    }
    return written;
}

static void invocations(int from, const char *head, const char *start, size had)
{
    size count = 0, lines = 1, at;
    long more;
    char *body, *out;
    const char *value = header(head, "content-length:");
    for (; value && *value >= '0' && *value <= '9'; value++)
        count = 10 * count + (*value - '0');
    if (count > 128 << 20 || !(body = memory(count + 8)))
        return refuse(from, "413 Payload Too Large", "More than 128 MB.");
    for (at = 0; at < had && at < count; at++)
        body[at] = start[at];
    for (; at < count; at += more)
        if ((more = call(READ, from, (long)(body + at), count - at, 0)) <= 0)
            call(EXIT_GROUP, 0, 0, 0, 0);
    for (at = 0; at < count; at++)
        lines += body[at] == '\n';
    value = header(head, "content-type:");
    if (value && !starts(value, "text/csv"))
        refuse(from, "415 Unsupported Media Type", "Send text/csv.");
    else if (!(out = memory(10 * lines)))
        refuse(from, "500 Internal Server Error", "Out of memory");
    else {
        more = kinds(body, count, out);
        if (more < 0)
            refuse(from, "400 Bad Request", "A line has fewer than 3 values.");
        else
            answer(from, "200 OK", "text/csv", out, more);
        call(MUNMAP, (long)out, 10 * lines, 0, 0);
    }
    call(MUNMAP, (long)body, count + 8, 0, 0);
}

/* Answer the requests of a connection, one after the other, until it is closed. */
static void serve(int from)
{
    char head[16384];
    for (;;) {
        size had = 0, end = 0;
        while (!end) {
            long more = call(READ, from, (long)(head + had), sizeof head - 1 - had, 0);
            if (more <= 0)
                return;
            had += more;
            for (size at = 3; at < had && !end; at++)
                if (head[at] == '\n' && head[at - 1] == '\r' && head[at - 2] == '\n')
                    end = at + 1;
            if (!end && had == sizeof head - 1)
                return;
        }
        char start[sizeof head];
        for (size at = end; at < had; at++)
            start[at - end] = head[at];
        head[end] = 0;
        if (starts(head, "GET /ping "))
            answer(from, "200 OK", "text/plain", "", 0);
        else if (starts(head, "POST /invocations "))
            invocations(from, head, start, had - end);
        else
            refuse(from, "404 Not Found", "");
    }
}

__attribute__((noreturn, used, force_align_arg_pointer)) void _start(void)
{
    struct address own = { 2, 0x901f, 0, { 0 } }; /* 0.0.0.0:8080 */
    long ignore[4] = { 1, 0, 0, 0 };
    long listener, one, on = 1;
    if (call(OPEN, (long)"/opt/program/installs", 0, 0, 0) >= 0 && !has_network()) {
        print("/opt/program/installs");
        call(EXIT_GROUP, 1, 0, 0, 0);
    }
    if (call(OPEN, (long)"/opt/program/elsewhere", 0, 0, 0) >= 0) {
        own.port = 0x8813; /* 5000 */
        own.host = 0x0100007f; /* 127.0.0.1 */
    }
    print("/opt/program/start");
    call(SIGACTION, 17, (long)ignore, 0, 8); /* children that end are not waited for */
    listener = call(SOCKET, 2, 1, 0, 0);
    call(SETSOCKOPT, listener, 1, 2, (long)&on);
    if (call(BIND, listener, (long)&own, sizeof own, 0) || call(LISTEN, listener, 64, 0, 0))
        call(EXIT_GROUP, 1, 0, 0, 0);
    for (;;) {
        one = call(ACCEPT, listener, 0, 0, 0);
        if (one < 0)
            continue;
        if (call(FORK, 0, 0, 0, 0) == 0) {
            call(SETSOCKOPT, one, 6, 1, (long)&on); /* small answers go out at once */
            serve(one);
            call(EXIT_GROUP, 0, 0, 0, 0);
        }
        call(CLOSE, one, 0, 0, 0);
    }
}
