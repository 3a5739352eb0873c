# embed.cmake -- a file as a NUL-terminated C array: cmake -DIN=file -DOUT=file.c -DNAME=name -P
file(READ "${IN}" digits HEX)
string(REGEX REPLACE "(................................)" "\\1\n" digits "${digits}")
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," digits "${digits}")
file(WRITE "${OUT}" "extern const char ${NAME}[];\nconst char ${NAME}[] = {\n${digits}0};\n")
