/** Words that spaces, commas, quotes or brackets stand between. */
export function parseWords(text: string): string[] {
  return text.split(/[\s,;"'()[\]{}]+/).filter((word) => word !== "" && word !== "-");
}
