// Measures one contender, which the address names: `bench.html?of=floor`. It is driven from outside.

const of = new URL(location.href).searchParams.get("of");
const subject = await import(of.startsWith("rjsf-") ? "./peer.js" : `./${of}.js`);
const long = [];
new PerformanceObserver((list) => long.push(...list.getEntries())).observe({ type: "longtask" });

const frame = () => new Promise((done) => requestAnimationFrame(done));

/** After the frame that a callback of the frame belongs to was handed over for painting. */
const painted = () =>
  new Promise((done) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => done(performance.now());
    channel.port2.postMessage(undefined);
  });

async function style(href) {
  const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href });
  const loaded = new Promise((done) => link.addEventListener("load", done));
  document.head.append(link);
  await loaded;
}

let received;
let shown;

window.bench = {
  async prepare() {
    await Promise.all([...subject.styles.map(style), subject.prepare()]);
  },
  /** Milliseconds from the script as text to its module. */
  async evaluate() {
    const start = performance.now();
    await subject.evaluate();
    return performance.now() - start;
  },
  /** Take the request as the contender's host hands it over: our kernel sends text. */
  receive(request) {
    received = subject.received?.(request) ?? request;
  },
  /** Milliseconds until the form of what was received is painted. */
  async display() {
    const start = performance.now();
    const displayed = subject.display(received, document.getElementById("place"));
    while (!subject.field()) await frame();
    await frame();
    const end = await painted();
    await displayed;
    return end - start;
  },
  /** The field's error shows only once it was left, in a form that waits for that. */
  async enter() {
    const field = subject.field();
    field.scrollIntoView({ block: "center" });
    field.focus();
    field.blur();
    field.focus();
    field.setSelectionRange(field.value.length, field.value.length);
    await frame();
    return subject.isWrong();
  },
  /** From the next key on, remember when what it changes is painted. */
  watch() {
    const before = subject.isWrong();
    shown = new Promise((done) => {
      const look = (start) => {
        if (subject.isWrong() === before) requestAnimationFrame(() => look(start));
        else painted().then((end) => done(end - start));
      };
      const begin = ({ timeStamp }) => requestAnimationFrame(() => look(timeStamp));
      addEventListener("keydown", begin, { capture: true, once: true });
    });
  },
  /** Milliseconds from that key to the frame that shows it. */
  shown: () => shown,
  isWrong: () => subject.isWrong(),
  longTasks: () => long.map(({ duration }) => duration),
  nodes: () => document.querySelectorAll("*").length,
};
document.getElementById("place").dataset.ready = "";
