// The window as a reader knows it: actions and questions, no assertions.
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { By, error, Key, Origin, type WebDriver, type WebElement } from "selenium-webdriver";

const byTest = (id: string, more = ""): By => By.css(`[data-testid="${id}"]${more}`);

/**
 * What a question about an element answers, or null when the page took the element away before it was asked, or has not
 * yet made room for it.
 */
async function unlessGone<T>(answer: Promise<T>): Promise<T | null> {
  return answer.catch((reason: unknown) => {
    if (reason instanceof error.StaleElementReferenceError || reason instanceof error.ElementNotInteractableError) return null;
    throw reason;
  });
}

export interface Sentence {
  segment: string;
  column: string;
  state: string;
  text: string;
}

export class Window {
  constructor(private readonly driver: WebDriver) {}

  async element(id: string, more = ""): Promise<WebElement> {
    return this.driver.wait(() => this.seen(id, more), 15_000, `no ${id}${more} to be seen`) as Promise<WebElement>;
  }

  /**
   * Clicks. What lies under something else, such as a heading that stays, or outside of what can be seen, is first
   * scrolled to, as a reader would: WebKit's driver does not scroll inside a panel that has scroll padding.
   */
  async click(id: string, more = ""): Promise<void> {
    await this.with(id, more, async (element) =>
      element.click().catch(async (reason: unknown) => {
        const hidden =
          reason instanceof error.ElementClickInterceptedError || reason instanceof error.ElementNotInteractableError;
        if (!hidden) throw reason;
        await this.driver.executeScript('arguments[0].scrollIntoView({ block: "nearest" });', element);
        await element.click();
      }),
    );
  }

  async shows(id: string, more = ""): Promise<boolean> {
    return (await this.seen(id, more)) !== null;
  }

  /** The first of the elements that can be seen. */
  private async seen(id: string, more: string): Promise<WebElement | null> {
    for (const element of await this.driver.findElements(byTest(id, more))) {
      if ((await unlessGone(element.isDisplayed())) === true) return element;
    }
    return null;
  }

  /** Does something with an element; when the page draws it anew in the meantime, with the new one. */
  private async with<T>(id: string, more: string, act: (element: WebElement) => Promise<T>): Promise<T> {
    const done = await this.driver.wait(
      async () => {
        const element = await this.seen(id, more);
        return element && unlessGone(act(element).then((result) => ({ result })));
      },
      15_000,
      `no ${id}${more} to be seen`,
    );
    return (done as { result: T }).result;
  }

  /** Waits for something that takes no room of its own, such as a caret. */
  async mark(id: string): Promise<WebElement> {
    return this.driver.wait(async () => (await this.driver.findElements(byTest(id)))[0] ?? null, 15_000, `no ${id}`) as Promise<WebElement>;
  }

  async text(id: string, more = ""): Promise<string> {
    return this.with(id, more, async (element) => element.getText());
  }

  /** Waits until `question` answers with something true. */
  async until<T>(what: string, question: () => Promise<T>, milliseconds = 30_000): Promise<T> {
    return this.driver.wait(question, milliseconds, what) as Promise<T>;
  }

  async ready(): Promise<void> {
    await this.element("app");
  }

  /** Pastes a text through the paste panel, as the clipboard would give it. */
  async paste(text: string): Promise<void> {
    await this.click("paste");
    const field = await this.element("paste-text");
    // Typing four thousand characters through WebDriver takes minutes; the input event is the same.
    await this.driver.executeScript(
      `const [field, text] = arguments;
       field.value = text;
       field.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertFromPaste" }));`,
      field,
      text,
    );
    await this.click("paste-submit");
  }

  async translateWith(engine: string): Promise<void> {
    await this.click("translate");
    await this.click("engine-option", `[data-engine="${engine}"]`);
  }

  /** Every sentence in the page, in document order. */
  async sentences(column?: string): Promise<Sentence[]> {
    const filter = column === undefined ? "" : `[data-column="${column}"]`;
    return this.driver.executeScript(
      `return [...document.querySelectorAll('[data-testid="segment"]${filter}')].map((element) => ({
         segment: element.dataset.segment,
         column: element.dataset.column,
         state: element.dataset.state ?? "",
         text: element.textContent.trim(),
       }));`,
    );
  }

  /** The renditions shown, by number, left to right. */
  async columns(): Promise<string[]> {
    return this.driver.executeScript(
      `return [...document.querySelectorAll('[data-testid="column-head"][data-rendition]')]
         .map((element) => element.dataset.rendition).filter((rendition) => rendition && rendition !== "original");`,
    );
  }

  async stateCounts(column: string): Promise<Record<string, number>> {
    const counts: Record<string, number> = {};
    for (const { state } of await this.sentences(column)) counts[state] = (counts[state] ?? 0) + 1;
    return counts;
  }

  async sentence(segment: string, column: string): Promise<WebElement> {
    return this.element("segment", `[data-segment="${segment}"][data-column="${column}"]`);
  }

  /** Brings a sentence into view, as a reader would by scrolling, and clicks it. */
  async select(segment: string, column: string): Promise<void> {
    const sentence = await this.sentence(segment, column);
    await this.driver.executeScript('arguments[0].scrollIntoView({ block: "center" });', sentence);
    await this.driver.actions().move({ origin: sentence }).click().perform();
  }

  /** Clicks at a point of the window, in CSS pixels. */
  async clickAt(x: number, y: number): Promise<void> {
    await this.driver.actions().move({ origin: Origin.VIEWPORT, x, y }).click().perform();
  }

  async hover(element: WebElement): Promise<void> {
    await this.driver.actions().move({ origin: element, x: 0, y: 0 }).perform();
  }

  async leave(): Promise<void> {
    await this.driver.actions().move({ origin: Origin.VIEWPORT, x: 2, y: 2 }).perform();
  }

  async background(element: WebElement): Promise<string> {
    return element.getCssValue("background-color");
  }

  async press(...keys: string[]): Promise<void> {
    await this.driver.actions().sendKeys(...keys).perform();
  }

  async chord(key: string): Promise<void> {
    await this.driver.actions().keyDown(Key.CONTROL).sendKeys(key).keyUp(Key.CONTROL).perform();
  }

  /** The test id of what has the focus, or of the nearest element around it that has one. */
  async focused(): Promise<string | null> {
    return this.driver.executeScript(
      `return document.activeElement?.closest("[data-testid]")?.dataset.testid ?? null;`,
    );
  }

  /** Tabs until something with this test id has the focus. */
  async tabTo(id: string): Promise<void> {
    for (let step = 0; step < 150; step++) {
      if ((await this.focused()) === id) return;
      await this.press(Key.TAB);
    }
    throw new Error(`Tab never came to ${id}`);
  }

  /** Writes over what a field holds, by keys alone. */
  async retype(text: string): Promise<void> {
    await this.chord("a");
    await this.press(text);
  }

  /** A letter with Shift held, as a reader types a capital. */
  async capital(letter: string): Promise<void> {
    await this.driver.actions().keyDown(Key.SHIFT).sendKeys(letter).keyUp(Key.SHIFT).perform();
  }

  async fill(id: string, value: string, more = ""): Promise<void> {
    await this.with(id, more, async (field) => {
      await this.driver.executeScript('arguments[0].scrollIntoView({ block: "nearest" });', field);
      await field.clear();
      await field.sendKeys(value);
    });
  }

  /** Chooses from a list by the value of the choice. */
  async choose(id: string, value: string): Promise<void> {
    const list = await this.element(id);
    await this.driver.executeScript(
      `const [list, value] = arguments;
       list.value = value;
       list.dispatchEvent(new Event("change", { bubbles: true }));`,
      list,
      value,
    );
  }

  async resize(width: number, height: number): Promise<void> {
    await this.driver.manage().window().setRect({ x: 0, y: 0, width, height });
  }

  async picture(file: string): Promise<void> {
    const png = await this.driver.takeScreenshot();
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, Buffer.from(png, "base64"));
  }
}
