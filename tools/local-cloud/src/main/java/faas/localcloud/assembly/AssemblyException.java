package faas.localcloud.assembly;

/** A cloud assembly that cannot be read; the message names the file and what is wrong with it. */
public final class AssemblyException extends RuntimeException {
    AssemblyException(String message) {
        super(message);
    }

    AssemblyException(String message, Throwable cause) {
        super(message, cause);
    }
}
