// What a page must hold, asked of the page itself. Each check returns its complaints, none when all is well.
({
  form() {
    const found = [], d = document;
    const headings = [...d.querySelectorAll("h1,h2,h3,h4,h5,h6")].map(h => [+h.tagName[1], h]);
    if (headings.filter(([level]) => level === 1).length !== 1) found.push("not one h1");
    headings.forEach(([level, h], i) => { if (i && level > headings[i - 1][0] + 1) found.push(`level skipped: ${h.textContent}`); });
    const h1 = d.querySelector("h1")?.textContent.trim(), organisation = d.querySelector(".organisation")?.textContent.trim();
    for (const part of [h1, organisation]) if (!part || !d.title.includes(part)) found.push(`title without ${part}`);
    const first = d.querySelector("a, button, summary, input, [tabindex]");
    if (!first?.matches("a.skip") || !d.querySelector(first.getAttribute("href"))?.matches("main")) found.push("no skip link first");
    for (const a of d.querySelectorAll('a[href^="#"]')) if (!d.getElementById(a.getAttribute("href").slice(1))) found.push(`dead link ${a.getAttribute("href")}`);
    const contents = [...d.querySelectorAll("nav.contents a")];
    if (!contents.length) found.push("no contents");
    for (const a of contents) if (d.getElementById(a.getAttribute("href").slice(1))?.getClientRects().length === 0) found.push(`contents lead to nothing seen: ${a.textContent}`);
    const listed = new Set(contents.map(a => a.getAttribute("href")));
    for (const s of d.querySelectorAll("section.answer")) if (!listed.has("#" + s.id)) found.push(`not in the contents: ${s.id}`);
    return found;
  },

  figures() {
    const found = [], spoken = new Set();
    for (const figure of document.querySelectorAll("figure")) {
      const alt = figure.querySelector('[role="img"]')?.getAttribute("aria-label") ?? "";
      const caption = figure.querySelector("figcaption")?.innerText.trim() ?? "", source = figure.querySelector(".source")?.innerText ?? "";
      if (alt.length < 20 || !/\d/.test(alt)) found.push(`says too little: ${alt}`);
      if (spoken.has(alt)) found.push(`said twice: ${alt}`);
      spoken.add(alt);
      if (!caption) found.push(`no caption: ${alt}`);
      if (!/^Source[\s\u00a0]?:/.test(source) || !/\.(csv|xlsx|toml)/.test(source) || !/\b20\d\d\b/.test(source)) found.push(`no source, file or date: ${caption}`);
      if ([...figure.querySelectorAll("svg")].some(svg => svg.getAttribute("aria-hidden") !== "true")) found.push(`drawing read aloud: ${caption}`);
    }
    if (!spoken.size) found.push("no figure");
    return found;
  },

  tables() {
    const found = [];
    const number = /^[−-]?\d[\d.,\u202f\u00a0 ]*(%|€|[kM]€|h|j|d|pts?)?( (par|a|per) (an|year))?$|^€[\d.,]+[kM]?$/;
    for (const table of document.querySelectorAll("table")) {
      const name = table.caption?.textContent.trim();
      if (!name) found.push("no caption");
      const heads = [...table.querySelectorAll("thead th")], rows = [...table.tBodies[0].rows];
      if ([...table.querySelectorAll("th")].some(th => !["col", "row"].includes(th.scope))) found.push(`th without scope: ${name}`);
      heads.forEach((head, i) => {
        const cells = rows.map(row => row.cells[i]).filter(Boolean), texts = cells.map(c => c.textContent.trim()).filter(t => /\d/.test(t));
        const numeric = i > 0 && texts.length > 0 && texts.every(t => number.test(t)) && cells.every(c => /\d/.test(c.textContent) || c.textContent.trim().length < 25);
        if (numeric && [head, ...cells].some(c => getComputedStyle(c).textAlign !== "right")) found.push(`numbers not right-aligned: ${name} / ${head.textContent}`);
      });
    }
    return found;
  },

  first_screen([height]) {
    const found = [];
    const lowest = s => Math.max(0, ...[...document.querySelectorAll(s)].filter(e => e.getClientRects().length).map(e => e.getBoundingClientRect().bottom));
    const needed = {".standing .confidentiality": 1, ".standing .version": 1, ".standing .date": 1, ".verdict .level": 1, ".verdict .sentence": 1, ".key-figures .lead .value": 3};
    for (const [selector, n] of Object.entries(needed)) {
      const seen = [...document.querySelectorAll(selector)].filter(e => e.textContent.trim()).length;
      if (seen < n) found.push(`${seen} of ${n} ${selector}`);
      else if (lowest(selector) > height) found.push(`${selector} ends at ${Math.round(lowest(selector))} of ${height}`);
    }
    return found;
  },

  messages([lines]) {
    const found = [];
    for (const title of document.querySelectorAll("figcaption, .plate > .message")) {
      const height = title.getBoundingClientRect().height - parseFloat(getComputedStyle(title).paddingBottom);
      const taken = Math.round(height / parseFloat(getComputedStyle(title).lineHeight));
      if (taken > lines || title.textContent.trim().split(/\s+/).length < 4) found.push(`${taken} lines: ${title.textContent}`);
    }
    return found;
  },

  nothing_technical() {
    const found = [], d = document;
    const seen = [...d.querySelectorAll("pre, samp, kbd, code:not(.trace)")].filter(e => e.getClientRects().length);
    found.push(...seen.map(e => `code: ${e.textContent.slice(0, 40)}`));
    const text = d.body.innerText;
    for (const rule of [/Traceback/, /\$\$/, /Warning/, /(^|\s)\/(home|root|tmp|usr|var)\//, /[A-Z]:\\/, /object at 0x/]) if (rule.test(text)) found.push(`${rule}`);
    return found;
  },

  traces() {
    const found = [], d = document;
    const links = [...d.querySelectorAll(".key-figures dt a")];
    if (links.length < 3) found.push(`${links.length} key figures`);
    for (const a of links) {
      const trace = d.querySelector(a.getAttribute("href"))?.closest("details"), value = a.closest("div").querySelector(".value").textContent.trim();
      if (!trace) { found.push(`no trace: ${a.textContent}`); continue; }
      if (trace.querySelector("summary .value").textContent.trim() !== value) found.push(`another value: ${a.textContent}`);
      const files = [...trace.querySelectorAll("dd li")].filter(li => /\.(csv|xlsx|toml)/.test(li.textContent));
      if (!files.length) found.push(`no file: ${a.textContent}`);
      for (const li of files) if (![...li.querySelectorAll("code")].some(c => /^[0-9a-f]{12}$/.test(c.textContent)) || !/\d/.test(li.textContent.replace(/[0-9a-f]{12}/, ""))) found.push(`no hash or rows: ${li.textContent.trim()}`);
      const formula = trace.querySelector('.formula [role="img"]');
      if (!formula?.querySelector("svg") || (formula.getAttribute("aria-label") ?? "").length < 20) found.push(`no formula: ${a.textContent}`);
    }
    return found;
  },

  width([asked]) {
    const found = [], wide = document.documentElement.scrollWidth;
    if (wide > asked) found.push(`page ${wide} px wide in ${asked}`);
    return found;
  },

  legible() {
    const found = [];
    const channel = c => { c /= 255; return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4; };
    const luminance = rgb => 0.2126 * channel(rgb[0]) + 0.7152 * channel(rgb[1]) + 0.0722 * channel(rgb[2]);
    const colour = (text, opacity = 1) => { const n = (text.match(/[\d.]+/g) ?? []).map(Number); return n.length < 3 ? null : [n[0], n[1], n[2], (n[3] ?? 1) * opacity]; };
    const over = (top, ground) => top.slice(0, 3).map((c, i) => c * top[3] + ground[i] * (1 - top[3]));
    for (const svg of document.querySelectorAll("figure svg")) {
      const frame = svg.getBoundingClientRect();
      if (!frame.width) continue;
      const shapes = [...svg.querySelectorAll("path, rect, circle, polygon, use")].map(e => [e, getComputedStyle(e)]).filter(([e, s]) => s.fill !== "none" && !e.closest("defs, clipPath, pattern"));
      const turned = text => { const m = text.getCTM(); return Math.abs(m.b * m.c) > 1e-6 && Math.abs(m.a * m.d) > 1e-6; };
      const texts = [...svg.querySelectorAll("text")].filter(t => t.textContent.trim()).map(t => [t, t.getBoundingClientRect()]);
      for (const [text, box] of texts) {
        const said = text.textContent.trim();
        if (box.left < -1 || box.right > document.documentElement.clientWidth + 1) found.push(`cut: ${said}`);
        const x = box.left + box.width / 2, y = box.top + box.height / 2;
        let ground = colour(getComputedStyle(document.documentElement).backgroundColor).slice(0, 3);
        for (const [shape, style] of shapes) {
          if (shape.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_PRECEDING || style.fill.startsWith("url")) continue;
          const point = svg.createSVGPoint(); point.x = x; point.y = y;
          const inside = shape.isPointInFill?.(point.matrixTransform(shape.getScreenCTM().inverse()));
          const painted = colour(style.fill, style.fillOpacity * style.opacity);
          if (inside && painted) ground = over(painted, ground);
        }
        const ink = colour(getComputedStyle(text).fill);
        if (!ink) continue;
        const [high, low] = [luminance(over(ink, ground)), luminance(ground)].sort((a, b) => b - a), ratio = (high + 0.05) / (low + 0.05);
        if (ratio < 4.5) found.push(`contrast ${ratio.toFixed(1)}: ${said}`);
        if (parseFloat(getComputedStyle(text).fontSize) * frame.width / svg.viewBox.baseVal.width < 8) found.push(`too small: ${said}`);
      }
      texts.forEach(([one, a], i) => texts.slice(i + 1).forEach(([other, b]) => {
        const w = Math.min(a.right, b.right) - Math.max(a.left, b.left), h = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        if (!turned(one) && !turned(other) && w > 2 && h > 0.35 * Math.min(a.height, b.height)) found.push(`on each other: ${one.textContent} / ${other.textContent}`);
      }));
    }
    return found;
  },

  said() {
    const hidden = [...document.querySelectorAll("code.trace, .number, style, title")], parts = [];
    const walk = node => {
      if (hidden.includes(node)) return;
      if (node.nodeType === 3) parts.push(node.data);
      if (node.nodeType === 1) {
        for (const name of ["aria-label", "alt"]) if (node.hasAttribute(name)) parts.push("\n" + node.getAttribute(name) + "\n");
        const block = !["inline", "contents"].includes(getComputedStyle(node).display) || node.tagName === "text";
        if (block) parts.push("\n");
        node.childNodes.forEach(walk);
        if (block) parts.push("\n");
      }
    };
    walk(document.body);
    return parts.join("");
  },
})
