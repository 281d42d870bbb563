using System.Net;
using System.Text;
using SsoOidc.Shapes;

namespace SsoOidc.Stubbing;

/// <summary>A stub puts an answer, or a failure, on a call.</summary>
internal abstract class Stub
{
    public abstract ValueTask AnswerAsync(OperationContext context);

    private protected static void Answer(OperationContext context, int status, IEnumerable<KeyValuePair<string, string>> headers, byte[] body)
    {
        var message = new HttpResponseMessage((HttpStatusCode)status) { Content = new ByteArrayContent(body) };
        foreach (var (name, value) in headers)
        {
            if (!message.Headers.TryAddWithoutValidation(name, value))
            {
                message.Content.Headers.TryAddWithoutValidation(name, value);
            }
        }

        context.HttpResponse = new OperationHttpResponse(message, body, body.Length, isRented: false);
    }
}

/// <summary>The members of a response, sent as JSON and read again.</summary>
internal sealed class DataStub(SsoOidcResponse data) : Stub
{
    public const string RequestId = "stubbed-request-id";

    private static readonly KeyValuePair<string, string>[] Headers = [new("x-amzn-requestid", RequestId)];

    public override ValueTask AnswerAsync(OperationContext context)
    {
        var writer = new JsonBodyWriter(512);
        context.Operation.WriteResponse(ref writer, data);
        byte[] body = writer.Written.ToArray();
        bool isInvalid = writer.IsInvalid;
        writer.Discard();
        if (isInvalid)
        {
            throw InvalidText(context.Operation);
        }

        Answer(context, 200, Headers, body);
        return default;
    }

    private ParameterValidationException InvalidText(Operation operation)
    {
        var errors = new List<ParameterError>();
        ParameterValidator.ValidateText(operation.Output, operation.ResponseToDictionary(data), errors);
        return new ParameterValidationException(errors);
    }
}

/// <summary>A service error by its code.</summary>
internal sealed class ErrorStub(string code) : Stub
{
    public override ValueTask AnswerAsync(OperationContext context)
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
        Answer(context, 400, [], body);
        return default;
    }
}

/// <summary>An HTTP answer as it is.</summary>
internal sealed class HttpStub(int status, KeyValuePair<string, string>[] headers, string body) : Stub
{
    private readonly byte[] _body = Encoding.UTF8.GetBytes(body);

    public override ValueTask AnswerAsync(OperationContext context)
    {
        Answer(context, status, headers, _body);
        return default;
    }
}

/// <summary>An exception: the client's own become the call's error, others are thrown as they are.</summary>
internal sealed class ExceptionStub(Exception exception) : Stub
{
    public override ValueTask AnswerAsync(OperationContext context)
    {
        if (exception is SsoOidcException error)
        {
            context.Error = error;
            return default;
        }

        return ValueTask.FromException(exception);
    }
}

/// <summary>What a function decides.</summary>
internal sealed class DynamicStub(Func<OperationContext, CancellationToken, ValueTask<StubbedResponse>> decide) : Stub
{
    public override async ValueTask AnswerAsync(OperationContext context)
    {
        var decided = await decide(context, context.CancellationToken).ConfigureAwait(false);
        await (decided ?? throw new InvalidOperationException("The function of a dynamic stub returned no stub.")).Stub.AnswerAsync(context).ConfigureAwait(false);
    }
}
