package faas.kit.invocation;

/**
 * Tells the failures of one message, request or record from those that leave the process unusable.
 *
 * <p>Two kinds are fatal. A {@link VirtualMachineError} says that the JVM is out of resources or broken. A
 * {@link LinkageError} says that a class could not be loaded or initialised, perhaps since the stack overflowed in its
 * initialiser. The class stays unusable as long as the process lives, so sound messages would fail in this process, and
 * not in another. A {@link StackOverflowError} is not fatal: the stack is free again when the error is caught, and the
 * cause is usually one text that nests too deep. Any other exception or error fails only the message, request or
 * record.
 *
 * <p>A fatal error must fail the invocation and end the process. Lambda's runtime client for Java ends its process
 * after a {@code VirtualMachineError} and after no other failure, so a {@code LinkageError} is rethrown as the cause of
 * one (<a href="https://github.com/aws/aws-lambda-java-libs/tree/main/aws-lambda-java-runtime-interface-client">
 * aws-lambda-java-runtime-interface-client</a> 2.9.0, {@code AWSLambda}).
 */
public final class FatalErrors {
    private FatalErrors() {}

    /** Returns if the failure concerns one message alone; rethrows it if it is fatal. */
    public static void rethrow(Throwable failure) {
        if (failure instanceof VirtualMachineError broken && !(failure instanceof StackOverflowError)) {
            throw broken;
        }
        if (failure instanceof LinkageError unlinked) {
            throw new InternalError("a class is unusable in this process", unlinked);
        }
    }
}
