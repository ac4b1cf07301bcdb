// Says what the page shows to people who cannot see it.

import { useEffect } from "preact/hooks";
import { useView } from "./context";

/** Announce a text when it appears, and again when it or `occasion` changes. */
export function useAnnouncement(text: string | undefined, occasion?: unknown): void {
  const { announce } = useView();
  useEffect(() => {
    if (text) announce(text);
  }, [text, occasion, announce]);
}
