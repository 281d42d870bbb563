using System.Diagnostics.CodeAnalysis;
using SsoOidc.Model;
using SsoOidc.Shapes;

namespace SsoOidc.Stubbing;

/// <summary>A service error by its code.</summary>
internal sealed class ErrorAnswer(string code) : StubAnswer
{
    public override ValueTask<Stub?> AnswerAsync(OperationContext context)
    {
        var writer = new JsonBodyWriter(128);
        writer.BeginObject();
        writer.Key("\"code\":"u8);
        writer.String(code);
        writer.Key("\"message\":"u8);
        writer.String("stubbed-response-error-message");
        writer.EndObject();
        byte[] body = writer.Written.ToArray();
        writer.Discard();
        return Answer(context, 400, [], body);
    }
}

/// <summary>An exception: the client's own become the call's error, others are thrown as they are.</summary>
internal sealed class ExceptionAnswer(Exception exception) : StubAnswer
{
    public override ValueTask<Stub?> AnswerAsync(OperationContext context) => FailAsync(context, exception);

    public static ValueTask<Stub?> FailAsync(OperationContext context, Exception exception)
    {
        ForgetTrace(exception);
        if (exception is SsoOidcException error)
        {
            context.Error = error;
            return default;
        }

        return ValueTask.FromException<Stub?>(exception);
    }

    // An instance that answers many calls would collect the stack traces of all of them.
    private static void ForgetTrace(Exception exception)
    {
        try
        {
            throw exception;
        }
#pragma warning disable CA1031 // it is thrown only to be caught
        catch
#pragma warning restore CA1031
        {
        }
    }
}

/// <summary>An exception that is created for each call.</summary>
internal sealed class NewExceptionAnswer : StubAnswer
{
    private readonly Func<Exception> _create;

    private NewExceptionAnswer(Func<Exception> create) => _create = create;

    public static StubAnswer Of<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TException>()
        where TException : Exception
    {
        var type = typeof(TException);
        if (type.IsSubclassOf(typeof(SsoOidcServiceException)) && ErrorTable.ByCode(type.Name) is { } modelled)
        {
            return new ErrorAnswer(modelled.Code);
        }

        return type.IsAbstract || type.GetConstructor(Type.EmptyTypes) is null
            ? throw new ArgumentException($"{type.Name} has no public constructor without parameters; give an instance instead.")
            : new NewExceptionAnswer(static () => Activator.CreateInstance<TException>());
    }

    public override ValueTask<Stub?> AnswerAsync(OperationContext context) => ExceptionAnswer.FailAsync(context, _create());
}
