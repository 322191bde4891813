/**
 * Reading aloud by the system's own voices. A voice that is somebody's service is never used: what is read would leave the
 * machine. Where the system has no voice of a language, nothing offers to read it.
 */
const primary = (tag: string) => tag.toLowerCase().split(/[-_]/u)[0];

export class Voice {
  private voices = $state.raw<readonly SpeechSynthesisVoice[]>([]);
  /** What is being read, as the caller named it. */
  reading = $state.raw<string | null>(null);

  constructor(
    private readonly speech: SpeechSynthesis | undefined = 'speechSynthesis' in globalThis
      ? globalThis.speechSynthesis
      : undefined,
  ) {
    if (!speech) return;
    const list = () => {
      this.voices = speech.getVoices().filter((voice) => voice.localService);
    };
    list();
    // Most systems find their voices after the page has asked for them.
    speech.addEventListener('voiceschanged', list);
  }

  /** Whether there is a voice for a language. */
  speaks(language: string): boolean {
    return this.voices.some((voice) => primary(voice.lang) === primary(language));
  }

  /** Reads a text; the same once more falls silent. */
  read(name: string, text: string, language: string): void {
    const { speech } = this;
    if (!speech) return;
    const again = this.reading === name;
    this.stop();
    if (again) return;
    const words = new SpeechSynthesisUtterance(text);
    const voices = this.voices.filter((voice) => primary(voice.lang) === primary(language));
    words.lang = language;
    words.voice = voices.find((voice) => voice.default) ?? voices[0] ?? null;
    words.onend = words.onerror = () => {
      if (this.reading === name) this.reading = null;
    };
    this.reading = name;
    speech.speak(words);
  }

  stop(): void {
    this.reading = null;
    this.speech?.cancel();
  }
}
