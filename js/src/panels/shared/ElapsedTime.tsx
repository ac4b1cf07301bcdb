// How long something has been running, and how long it usually takes.

import { useEffect } from "preact/hooks";
import { useText } from "../../controls/context";
import { useSignal } from "../../controls/signals";

const SECOND_MS = 1000;

interface Props {
  /** Milliseconds since 1970; without it, since this is shown. */
  since?: number;
  /** A key of the page's words. */
  usual: string;
}

export function ElapsedTime({ since, usual }: Props) {
  const t = useText();
  const now = useNow(true);
  const start = useSignal(Date.now());
  const time = timeSpan(now - (since ?? start.value));
  return <span class="mp-elapsed">{t("running", { time, usual: t(usual) })}</span>;
}

/** The time, which goes on while somebody looks at it and `runs` is true. */
export function useNow(runs: boolean): number {
  const now = useSignal(Date.now());
  useEffect(() => {
    if (!runs) return undefined;
    const tick = (): void => {
      if (!document.hidden) now.value = Date.now();
    };
    tick();
    const timer = setInterval(tick, SECOND_MS);
    document.addEventListener("visibilitychange", tick);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", tick);
    };
  }, [runs, now]);
  return now.value;
}

/** A span of time such as "1 h 02 min 05 s"; a clock that runs behind makes none below zero. */
export function timeSpan(milliseconds: number): string {
  const all = Math.max(0, Math.floor(milliseconds / SECOND_MS));
  const [hours, minutes, seconds] = [Math.floor(all / 3600), Math.floor(all / 60) % 60, all % 60];
  const two = (count: number): string => String(count).padStart(2, "0");
  if (hours > 0) return `${hours} h ${two(minutes)} min ${two(seconds)} s`;
  return minutes > 0 ? `${minutes} min ${two(seconds)} s` : `${seconds} s`;
}
