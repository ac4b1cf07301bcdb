// The words of the page without a kernel: those of all pages, and its own.

import type { Words } from "../../src/protocol/form_data";
import { plainTables } from "./forms";
import { plain, read } from "./tables";

const own = plain<Pick<Words, "page">>(read("modelpkg_widget/standalone/texts.json"));

export const pageWords: Words["page"] = { ...plainTables.words.page, ...own.page };
