using System.Net;

namespace SsoOidc.Stubbing;

/// <summary>Puts an answer, or a failure, on a call.</summary>
internal abstract class StubAnswer
{
    public const string RequestId = "stubbed-request-id";

    private protected static readonly KeyValuePair<string, string>[] DataHeaders = [new("x-amzn-requestid", RequestId)];

    /// <summary>
    /// Returns the answer as it stands now for the operation, checked as far as it can be before any call: what a caller does to
    /// his own data later does not change it.
    /// </summary>
    /// <exception cref="ArgumentException">It is not one of the operation's.</exception>
    public virtual StubAnswer For(Operation operation) => this;

    /// <summary>Answers, and returns null; or returns the stub that answers instead.</summary>
    public abstract ValueTask<Stub?> AnswerAsync(OperationContext context);

    private protected static ValueTask<Stub?> Answer(
        OperationContext context, int status, IEnumerable<KeyValuePair<string, string>> headers, byte[] body)
    {
        var message = new HttpResponseMessage((HttpStatusCode)status) { Content = new ByteArrayContent(body) };
        foreach (var (name, value) in headers)
        {
            if (!message.Headers.TryAddWithoutValidation(name, value))
            {
                message.Content.Headers.TryAddWithoutValidation(name, value);
            }
        }

        context.HttpResponse = new OperationHttpResponse(
            message, body, body.Length, isRented: false, isTooLarge: body.Length > OperationHttpResponse.MaxBodyLength);
        return default;
    }
}
