import { existsSync } from 'node:fs';
import type { Token, Tokens } from 'marked';
import PDFDocument from 'pdfkit';
import { type Guide, headingOf, KEY_SIGN } from './guides.ts';
import { FRAME } from './titles.ts';

/** The fonts that every reader has (ISO 32000-1 §9.6.2.2): nothing is embedded, and they write WinAnsi. */
const PLAIN = 'Helvetica';
const STRONG = 'Helvetica-Bold';
const SLANTED = 'Helvetica-Oblique';
const FIXED = 'Courier';
const INK = '#1c2733';
const LINK = '#0b5c8a';
const MARGIN = 56;
const SIZE = 10.5;
const INDENT = 14;
/** The tallest picture, points; one that does not fit goes to the next page whole. */
const PICTURE_HEIGHT = 420;
/** Points for a pixel, at most: a small part of a page is not blown up. */
const PICTURE_SCALE = 0.6;

interface Run {
  readonly text: string;
  readonly font: string;
}

/** The guide as a PDF on A4, with a list of its parts that leads to them, as their bookmarks do. */
export async function guidePdf(guide: Guide, pictureFile: (name: string) => string): Promise<Buffer> {
  const { language, title } = guide;
  const doc = new PDFDocument({
    size: 'A4',
    margin: MARGIN,
    bufferPages: true,
    lang: language,
    displayTitle: true,
    info: { Title: `Cauce. ${title}`, Author: 'Cauce' },
  });
  const chunks: Buffer[] = [];
  doc.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<void>((resolve, reject) => {
    doc.on('end', resolve);
    doc.on('error', reject);
  });
  doc.font(STRONG).fontSize(22).fillColor(INK).text(`Cauce. ${title}`).moveDown(0.8);
  doc.fontSize(12).text(FRAME[language].contents).moveDown(0.3);
  doc.font(PLAIN).fontSize(SIZE).fillColor(LINK);
  for (const { id, depth, title: part } of guide.headings)
    if (depth === 2) doc.text(part, { goTo: id, lineGap: 2 });
  doc.fillColor(INK).moveDown(1);
  for (const token of guide.tokens) block(doc, token, pictureFile);
  number(doc, FRAME[language].page);
  doc.end();
  await ended;
  return Buffer.concat(chunks);
}

function block(doc: PDFKit.PDFDocument, token: Token, pictureFile: (name: string) => string): void {
  switch (token.type) {
    case 'heading':
      heading(doc, token as Tokens.Heading);
      return;
    case 'paragraph': {
      const inside = token.tokens ?? [];
      const [only] = inside;
      if (inside.length === 1 && only?.type === 'image') picture(doc, pictureFile(nameOf(only)));
      else {
        write(doc, runsOf(inside));
        doc.moveDown(0.5);
      }
      return;
    }
    case 'list':
      list(doc, token as Tokens.List, 0);
      return;
    case 'table':
      table(doc, token as Tokens.Table);
      return;
    case 'code':
      doc
        .font(FIXED)
        .fontSize(9)
        .text((token as Tokens.Code).text, { indent: INDENT });
      doc.moveDown(0.5);
      return;
    case 'blockquote':
      for (const inner of token.tokens ?? []) block(doc, inner, pictureFile);
      return;
    case 'space':
      return;
    default:
      throw new Error(`a guide has a ${token.type}, which a PDF of it does not have`);
  }
}

function heading(doc: PDFKit.PDFDocument, token: Tokens.Heading): void {
  const { id, depth, title } = headingOf(token);
  if (depth === 1) return;
  // Not alone at the foot of a page.
  if (doc.y > doc.page.height - MARGIN - 90) doc.addPage();
  doc.moveDown(depth === 2 ? 1 : 0.5);
  if (id) doc.addNamedDestination(id);
  if (depth === 2) doc.outline.addItem(title);
  doc
    .font(STRONG)
    .fontSize(depth === 2 ? 15 : 12)
    .text(title)
    .moveDown(0.3);
}

function list(doc: PDFKit.PDFDocument, { ordered, start, items }: Tokens.List, depth: number): void {
  for (const [place, item] of items.entries()) {
    const sign = ordered ? `${(Number(start) || 1) + place}.` : '•';
    const left = MARGIN + INDENT * (depth + 1);
    const inner = item.tokens.filter(({ type }) => type !== 'list' && type !== 'space');
    const lists = item.tokens.filter((each): each is Tokens.List => each.type === 'list');
    if (doc.y > doc.page.height - MARGIN - SIZE * 2) doc.addPage();
    doc
      .font(PLAIN)
      .fontSize(SIZE)
      .text(sign, left - INDENT, doc.y, { continued: false, lineBreak: false });
    doc.x = left + (ordered ? 6 : 0);
    write(
      doc,
      inner.flatMap(each => runsOf('tokens' in each && each.tokens ? each.tokens : [each])),
    );
    for (const each of lists) list(doc, each, depth + 1);
    doc.x = MARGIN;
  }
  if (depth === 0) doc.moveDown(0.5);
}

/** A row is a paragraph that begins with its first cell. */
function table(doc: PDFKit.PDFDocument, { rows }: Tokens.Table): void {
  for (const [first, ...others] of rows) {
    if (first === undefined) continue;
    const rest = others.flatMap((cell, place) => [
      { text: place === 0 ? ': ' : '. ', font: PLAIN },
      ...runsOf(cell.tokens),
    ]);
    write(doc, [...runsOf(first.tokens, STRONG), ...rest]);
    doc.moveDown(0.2);
  }
  doc.moveDown(0.3);
}

function picture(doc: PDFKit.PDFDocument, file: string): void {
  // Before they are taken for the first time there are none; a test sees to it that none is missing.
  if (!existsSync(file)) return;
  const { width, height } = sizeOf(doc, file);
  const scale = Math.min((doc.page.width - 2 * MARGIN) / width, PICTURE_HEIGHT / height, PICTURE_SCALE);
  if (doc.y + height * scale > doc.page.height - MARGIN) doc.addPage();
  const top = doc.y;
  doc.image(file, MARGIN, top, { width: width * scale, height: height * scale });
  doc.y = top + height * scale;
  doc.moveDown(0.8);
}

/** In pixels. The types of pdfkit leave out what it opens. */
function sizeOf(doc: PDFKit.PDFDocument, file: string): { readonly width: number; readonly height: number } {
  return (
    doc as unknown as { openImage(file: string): { readonly width: number; readonly height: number } }
  ).openImage(file);
}

function write(doc: PDFKit.PDFDocument, runs: readonly Run[]): void {
  const left = doc.x;
  doc.fontSize(SIZE);
  for (const [place, { text, font }] of runs.entries()) {
    const continued = place < runs.length - 1;
    doc.font(font).text(text, { continued, lineGap: 1.5 });
  }
  doc.x = left;
}

function runsOf(tokens: readonly Token[], font: string = PLAIN): Run[] {
  return tokens.flatMap((token): Run[] => {
    switch (token.type) {
      case 'strong':
        return runsOf(token.tokens ?? [], STRONG);
      case 'em':
        return runsOf(token.tokens ?? [], SLANTED);
      case 'codespan': {
        const { text } = token as Tokens.Codespan;
        return [text.startsWith(KEY_SIGN) ? { text: text.slice(1), font: STRONG } : { text, font: FIXED }];
      }
      case 'br':
        return [{ text: '\n', font }];
      case 'text':
      case 'escape': {
        const inner = 'tokens' in token ? token.tokens : undefined;
        return inner ? runsOf(inner, font) : [{ text: readable(String(token.text)), font }];
      }
      default:
        throw new Error(`a guide has a ${token.type} in a line, which a PDF of it does not have`);
    }
  });
}

const nameOf = (image: Token) => (image as Tokens.Image).href.replace('picture:', '');

/** As it is read: a line of the file ends where it was full. */
const readable = (text: string) => text.replaceAll('\n', ' ');

function number(doc: PDFKit.PDFDocument, page: string): void {
  const { start, count } = doc.bufferedPageRange();
  for (let place = start; place < start + count; place++) {
    doc.switchToPage(place);
    // Below the margin text would begin a page.
    doc.page.margins.bottom = 0;
    doc
      .font(PLAIN)
      .fontSize(8)
      .text(`Cauce · ${page} ${place + 1} / ${count}`, MARGIN, doc.page.height - 36, { lineBreak: false });
  }
}
