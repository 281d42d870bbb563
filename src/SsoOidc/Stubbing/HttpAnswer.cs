using SsoOidc.Shapes;

namespace SsoOidc.Stubbing;

/// <summary>An HTTP answer as it is.</summary>
internal sealed class HttpAnswer : StubAnswer
{
    private readonly int _status;
    private readonly KeyValuePair<string, string>[] _headers;
    private readonly byte[] _body;

    public HttpAnswer(int status, IEnumerable<KeyValuePair<string, string>>? headers, byte[] body)
    {
        if (status is < 100 or > 999)
        {
            throw new ArgumentOutOfRangeException(nameof(status), status, "An HTTP status is 100 to 999.");
        }

        _status = status;
        _headers = headers?.ToArray() ?? [];
        _body = body;
        foreach (var (name, value) in _headers)
        {
            ArgumentNullException.ThrowIfNull(value);
            HeaderText.ThrowIfInvalidValue(HeaderText.NormalizeName(name), value);
        }
    }

    private HttpAnswer(byte[] body)
    {
        _status = 200;
        _headers = DataHeaders;
        _body = body;
    }

    /// <summary>The answer that data of a response is sent in.</summary>
    public static HttpAnswer OfData(byte[] body) => new(body);

    public override ValueTask<Stub?> AnswerAsync(OperationContext context) => Answer(context, _status, _headers, _body);
}

/// <summary>What a function decides.</summary>
internal sealed class DynamicAnswer(Func<OperationContext, CancellationToken, ValueTask<StubbedResponse>> decide) : StubAnswer
{
    public override async ValueTask<Stub?> AnswerAsync(OperationContext context)
    {
        var decided = await decide(context, context.CancellationToken).ConfigureAwait(false)
            ?? throw new InvalidOperationException("The function of a dynamic stub returned no stub.");
        return decided.Stub.For(context.Operation);
    }
}
