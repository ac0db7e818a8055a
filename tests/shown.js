// What an element shows: its figures, what went wrong, and text that is hard to read.
// Contrast is WCAG's: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio

(root) => {
    const rgba = (text) => {
        const [r, g, b, a = 1] = text.match(/[\d.]+/g).map(Number);
        return text.startsWith("color(srgb") ? [r * 255, g * 255, b * 255, a] : [r, g, b, a];
    };
    const over = ([r, g, b, a], below) =>
        [r, g, b].map((value, i) => a * value + (1 - a) * below[i]);
    const luminance = (colour) => {
        const [r, g, b] = colour.map((value) => {
            const v = value / 255;
            return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
        });
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    // An element's background and text, each laid over what is behind it.
    const colours = (element) => {
        let below = [255, 255, 255], opacity = 1, style;
        const line = [];
        for (let e = element; e; e = e.parentElement) line.unshift(e);
        for (const e of line) {
            style = getComputedStyle(e);
            opacity *= Number(style.opacity);
            const [r, g, b, a] = rgba(style.backgroundColor);
            below = over([r, g, b, a * opacity], below);
        }
        const [r, g, b, a] = rgba(style.color);
        return [over([r, g, b, a * opacity], below), below];
    };
    const contrast = (element) => {
        const [low, high] = colours(element).map(luminance).sort((a, b) => a - b);
        return (high + 0.05) / (low + 0.05);
    };
    const figures = [...root.querySelectorAll("figure img")].map((image) => {
        image.scrollIntoView({ block: "center" });
        const box = image.getBoundingClientRect();
        const seen = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
        return {
            alt: image.alt,
            visible: image.naturalWidth > 0 && box.width > 100 && box.height > 30 && seen === image,
        };
    });
    const faint = [], shown = [];
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const element = walker.currentNode.parentElement;
        const text = walker.currentNode.data.trim();
        if (!text || !element.checkVisibility() || element.closest("style, script, svg")) continue;
        if (!element.closest(".jp-OutputArea-output")) continue;
        shown.push(text);
        const found = contrast(element);
        if (found < 4.5) faint.push(`${found.toFixed(2)}: ${text.slice(0, 60)}`);
    }
    const wrong = root.querySelectorAll(
        '[data-mime-type$="jupyter.stderr"], [data-mime-type$="jupyter.error"], .jp-OutputArea-output.jp-mod-error',
    );
    return {
        figures,
        faint,
        shown: shown.length,
        wrong: [...wrong].map((output) => output.innerText.trim().slice(0, 300)),
    };
};
