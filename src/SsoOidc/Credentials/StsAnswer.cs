using System.Globalization;
using System.Xml;

namespace SsoOidc.Credentials;

/// <summary>What is of use in an answer of STS.</summary>
internal sealed class StsAnswer
{
    public string? AccessKeyId { get; private set; }

    public string? SecretAccessKey { get; private set; }

    public string? SessionToken { get; private set; }

    public DateTimeOffset? Expiration { get; private set; }

    public string? AccountId { get; private set; }

    public string? Code { get; private set; }

    public string? Message { get; private set; }

    /// <summary>Reads an answer; null where it is not XML.</summary>
    public static StsAnswer? Read(byte[] body)
    {
        var settings = new XmlReaderSettings
        {
            // No entities, so nothing that grows and nothing that is fetched.
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            MaxCharactersInDocument = ServiceCaller.MaxLength,
            IgnoreComments = true,
        };
        var answer = new StsAnswer();
        try
        {
            using var stream = new MemoryStream(body, writable: false);
            using var reader = XmlReader.Create(stream, settings);
            string name = string.Empty;
            while (reader.Read())
            {
                if (reader.NodeType == XmlNodeType.Element)
                {
                    name = reader.LocalName;
                }
                else if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA)
                {
                    answer.Set(name, reader.Value.Trim());
                }
            }

            return answer;
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private void Set(string name, string value)
    {
        switch (name)
        {
            case "AccessKeyId":
                AccessKeyId = value;
                break;
            case "SecretAccessKey":
                SecretAccessKey = value;
                break;
            case "SessionToken":
                SessionToken = value;
                break;
            case "Expiration":
                Expiration = Dates.TryRead(value, out var time) ? time : null;
                break;
            case "Arn":
                // arn:aws:sts::123456789012:assumed-role/name/session
                AccountId = value.Split(':') is ["arn", _, _, _, { Length: > 0 } account, ..] ? account : null;
                break;
            case "Code":
                Code = value;
                break;
            case "Message":
                Message = value;
                break;
        }
    }
}

/// <summary>The forms of time that are met in answers and cache files.</summary>
internal static class Dates
{
    /// <summary>Reads RFC 3339, with any offset, without one (UTC), or with <c>UTC</c> in place of <c>Z</c> as old tools wrote it.</summary>
    public static bool TryRead(string? text, out DateTimeOffset time)
    {
        time = default;
        if (text is not { Length: >= 10 } || !char.IsAsciiDigit(text[0]))
        {
            return false;
        }

        text = text.EndsWith("UTC", StringComparison.Ordinal) ? text[..^3] + "Z" : text;
        return DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time);
    }
}
