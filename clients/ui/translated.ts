/* translated.ts -- a browser's translator takes a text out of the page and puts an element with its own words in
 * its place. Preact goes on writing in the text that is gone, so counts and steps would stand still for whoever has
 * the page translated. When such a text changes it is put back where it was, for the translator to translate again;
 * when Preact takes it away, what stands for it goes as well. */
import { options, type VNode } from 'preact';

const stands = new WeakMap<Node, Element>(); // For a text that was taken out: what stands there now.

const writes = new MutationObserver((records) => {
  for (const { target } of records) {
    const other = stands.get(target);
    stands.delete(target);
    if (other?.isConnected) other.replaceWith(target);
  }
});

const isElement = (node: Node | null | undefined): node is Element => node instanceof Element;
const isTranslators = (node: Node | null): node is Element => isElement(node) && node.localName === 'font';

/* Taken out and put in at once, or one after the other. */
function noteTranslated({ removedNodes, addedNodes, previousSibling, nextSibling }: MutationRecord): void {
  const [gone] = removedNodes;
  if (removedNodes.length !== 1 || !(gone instanceof Text) || gone.isConnected) return;
  const other = [addedNodes[0] ?? null, previousSibling, nextSibling].find(isTranslators);
  if (other === undefined) return;
  stands.set(gone, other);
  writes.observe(gone, { characterData: true });
}

export function surviveTranslators(root: Element): void {
  const { insertBefore } = root;
  const unmount = options.unmount;
  new MutationObserver((records) => records.forEach(noteTranslated)).observe(root, { childList: true, subtree: true });
  options.unmount = (vnode: VNode) => {
    const dom = (vnode as { readonly __e?: Node | null }).__e; // Where Preact keeps its node.
    if (dom instanceof Text) stands.get(dom)?.remove();
    unmount?.(vnode);
  };
  /* Preact puts a node before a text that is not there any more. */
  Node.prototype.insertBefore = function <T extends Node>(this: Node, node: T, before: Node | null): T {
    const there = before === null || before.parentNode === this ? before : (stands.get(before) ?? null);
    return insertBefore.call(this, node, there?.parentNode === this ? there : null) as T;
  };
}
