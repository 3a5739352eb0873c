export declare const escaped: (text: string) => string;
