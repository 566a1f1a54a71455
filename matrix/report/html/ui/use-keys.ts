import { useLayoutEffect, useRef } from "preact/hooks";

/** What keys do anywhere on the page but where somebody types; from the moment that it is seen. */
export const useKeys = (keys: Readonly<Record<string, () => void>>): void => {
  const current = useRef(keys);
  current.current = keys;
  useLayoutEffect(() => {
    const press = (event: KeyboardEvent) => {
      const act = current.current[event.key];
      const isTyped = event.target instanceof HTMLInputElement && event.target.type === "search";
      if (!act || isTyped || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      act();
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, []);
};
