package faas.localcloud.secrets;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How a password is generated.
 *
 * @param length 1 to 4,096
 * @param types what its characters are taken from, each with at least one character
 * @param requireEachType whether the password has at least one character of each
 * @see <a
 *     href="https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetRandomPassword.html">GetRandomPassword</a>
 */
public record PasswordRules(int length, List<String> types, boolean requireEachType) {
    public static final String LOWERCASE = "abcdefghijklmnopqrstuvwxyz";
    public static final String UPPERCASE = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    public static final String NUMBERS = "0123456789";
    public static final String PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";
    public static final String SPACE = " ";

    /**
     * Checks the rules.
     *
     * @throws IllegalArgumentException if nothing follows them
     */
    public PasswordRules {
        types = List.copyOf(types);
        if (types.isEmpty() || types.stream().anyMatch(String::isEmpty)) {
            throw new IllegalArgumentException("leaves a type of characters, or all of them, without any");
        }
        if (requireEachType && length < types.size()) {
            throw new IllegalArgumentException(
                    "found length " + length + ", expected at least one for each of " + types.size() + " types");
        }
    }

    /** The type without some of its characters. */
    public static String without(String type, String excluded) {
        return type.chars()
                .filter(character -> excluded.indexOf(character) < 0)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }

    /** A new password. */
    public String generate(SecureRandom random) {
        String all = String.join("", types);
        List<Character> password = new ArrayList<>(length);
        if (requireEachType) {
            types.forEach(type -> password.add(type.charAt(random.nextInt(type.length()))));
        }
        while (password.size() < length) {
            password.add(all.charAt(random.nextInt(all.length())));
        }
        Collections.shuffle(password, random);
        return password.stream().map(String::valueOf).collect(Collectors.joining());
    }
}
