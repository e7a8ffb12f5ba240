package io.orderchannel.kit.invocation;

/**
 * Tells the failures of one message, request or record from those that leave the process unusable.
 *
 * <p>Fatal are two kinds. A {@link VirtualMachineError} says that the JVM is out of resources or broken. A {@link
 * LinkageError} says that a class could not be loaded or initialised, which stays so as long as the process lives, among
 * them a class whose initialiser met an overflow of the stack: sound messages would fail in this process, and not in
 * another. A {@link StackOverflowError} is not fatal: the stack is whole again when it is caught, and as a rule one text that
 * nests too deep is to blame. Anything else, exception or error, is the failure of what was worked on.
 *
 * <p>A fatal error must end the invocation as failed and the process with it. Lambda's runtime client for Java ends its
 * process after a {@code VirtualMachineError} and stays after any other failure, so a {@code LinkageError} is thrown on as
 * the cause of one (<a
 * href="https://github.com/aws/aws-lambda-java-libs/tree/main/aws-lambda-java-runtime-interface-client">
 * aws-lambda-java-runtime-interface-client</a> 2.9.0, {@code AWSLambda}).
 */
public final class FatalErrors {
    private FatalErrors() {}

    /** Returns if the failure is that of one message alone, and throws it on if it is fatal. */
    public static void rethrow(Throwable failure) {
        if (failure instanceof VirtualMachineError broken && !(failure instanceof StackOverflowError)) {
            throw broken;
        }
        if (failure instanceof LinkageError unlinked) {
            throw new InternalError("a class is unusable in this process", unlinked);
        }
    }
}
