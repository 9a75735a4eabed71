<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja_JP">
<context>
    <name>About</name>
    <message>
        <source>About Facet</source>
        <translation>Facetについて</translation>
    </message>
    <message>
        <source>Version {version}</source>
        <translation>バージョン {version}</translation>
    </message>
    <message>
        <source>Google&apos;s Gemma 4 on your own Mac, offline.</source>
        <translation>GoogleのGemma 4を、あなたのMacの中で、オフラインで。</translation>
    </message>
    <message>
        <source>Free software under the Apache License 2.0</source>
        <translation>Apache License 2.0のフリーソフトウェア</translation>
    </message>
</context>
<context>
    <name>Alternatives</name>
    <message>
        <source>Show the version before</source>
        <translation>前の版を表示</translation>
    </message>
    <message>
        <source>Show the next version</source>
        <translation>次の版を表示</translation>
    </message>
</context>
<context>
    <name>AnswersPage</name>
    <message>
        <source>New chats begin with this. Each chat can have its own.</source>
        <translation>新しいチャットはこの設定で始まります。チャットごとに変えられます。</translation>
    </message>
</context>
<context>
    <name>Bubble</name>
    <message>
        <source>You said: {words}</source>
        <translation>あなた：{words}</translation>
    </message>
    <message>
        <source>You said</source>
        <translation>あなたの発言</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>変更</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>Delete this message and all that follows</source>
        <translation>このメッセージと以降をすべて削除</translation>
    </message>
</context>
<context>
    <name>CarriedLine</name>
    <message>
        <source>Writing “{name}”…</source>
        <translation>「{name}」を書き出しています…</translation>
    </message>
    <message>
        <source>Saved as “{name}”.</source>
        <translation>「{name}」として保存しました。</translation>
    </message>
    <message>
        <source>Reading “{name}”…</source>
        <translation>「{name}」を読み込んでいます…</translation>
    </message>
    <message>
        <source>Nothing new: these chats are here already.</source>
        <translation>新しいチャットはありません。すべてすでにあります。</translation>
    </message>
    <message>
        <source>New chats: {new}. Here already: {there}.</source>
        <translation>新しいチャット：{new}件。すでにあるもの：{there}件。</translation>
    </message>
    <message>
        <source>New chats: {new}.</source>
        <translation>新しいチャット：{new}件。</translation>
    </message>
    <message>
        <source>Brought in.</source>
        <translation>取り込みました。</translation>
    </message>
</context>
<context>
    <name>Chat</name>
    <message>
        <source>What was said before, in short: {summary}</source>
        <translation>これまでの会話の要約：{summary}</translation>
    </message>
</context>
<context>
    <name>ChatForm</name>
    <message>
        <source>What the model should always keep in mind</source>
        <translation>モデルにいつも心がけてほしいこと</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>オフ</translation>
    </message>
    <message>
        <source>Short, up to 256 tokens</source>
        <translation>短く、256トークンまで</translation>
    </message>
    <message>
        <source>Long, up to 2,048 tokens</source>
        <translation>長く、2,048トークンまで</translation>
    </message>
    <message>
        <source>No limit</source>
        <translation>制限なし</translation>
    </message>
    <message>
        <source>Model&apos;s own</source>
        <translation>モデルの既定</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>温度</translation>
    </message>
    <message>
        <source>Top-p</source>
        <translation>Top-p</translation>
    </message>
    <message>
        <source>Top-k</source>
        <translation>Top-k</translation>
    </message>
    <message>
        <source>Longest answer</source>
        <translation>回答の長さの上限</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>シード</translation>
    </message>
    <message>
        <source>New each time</source>
        <translation>毎回変える</translation>
    </message>
    <message>
        <source>Persona</source>
        <translation>ペルソナ</translation>
    </message>
    <message>
        <source>Instructions</source>
        <translation>指示</translation>
    </message>
    <message>
        <source>Thinking</source>
        <translation>思考</translation>
    </message>
    <message>
        <source>Hard questions are answered better after a thought, and later.</source>
        <translation>難しい質問には、考えてから答えるほうが正確ですが、時間がかかります。</translation>
    </message>
    <message>
        <source>Low is safe, high is daring; 0 always says the same.</source>
        <translation>低いと堅実に、高いと大胆になります。0ではいつも同じ答えです。</translation>
    </message>
    <message>
        <source>Draws from the likeliest words that together have this probability.</source>
        <translation>合計がこの確率になるまでの、最も有力な言葉から選びます。</translation>
    </message>
    <message>
        <source>Draws from this many of the likeliest words.</source>
        <translation>最も有力な言葉を、この数だけ候補にします。</translation>
    </message>
    <message>
        <source>In tokens; an English word is a little more than one.</source>
        <translation>トークン数です。日本語では1文字が約1トークンです。</translation>
    </message>
    <message>
        <source>The same number draws the same answer to the same question.</source>
        <translation>同じ数なら、同じ質問に同じ答えが返ります。</translation>
    </message>
    <message>
        <source>None</source>
        <translation>なし</translation>
    </message>
</context>
<context>
    <name>ChatList</name>
    <message>
        <source>Chats</source>
        <translation>チャット</translation>
    </message>
</context>
<context>
    <name>Chip</name>
    <message>
        <source>Remove {name}</source>
        <translation>{name}を外す</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>外す</translation>
    </message>
    <message>
        <source>This model cannot take it</source>
        <translation>このモデルでは使えません</translation>
    </message>
    <message>
        <source>{n} tokens</source>
        <translation>{n}トークン</translation>
    </message>
</context>
<context>
    <name>ClipChip</name>
    <message>
        <source>Video {name}, {length}</source>
        <translation>動画「{name}」、{length}</translation>
    </message>
    <message>
        <source>Sound of {name}</source>
        <translation>{name}の音声</translation>
    </message>
    <message>
        <source>{n} frames</source>
        <translation>{n}コマ</translation>
    </message>
    <message>
        <source>The model hears the video; press to leave its sound out</source>
        <translation>動画の音声も聞きます。押すと音声を除きます</translation>
    </message>
    <message>
        <source>The video&apos;s sound is left out; press to have it heard</source>
        <translation>動画の音声は除いてあります。押すと聞きます</translation>
    </message>
</context>
<context>
    <name>ClipTile</name>
    <message>
        <source>{name}, without sound</source>
        <translation>{name}（音声なし）</translation>
    </message>
    <message>
        <source>Video {name}, {length}</source>
        <translation>動画 {name}、{length}</translation>
    </message>
    <message>
        <source>Video {name}</source>
        <translation>動画 {name}</translation>
    </message>
    <message>
        <source>Without sound</source>
        <translation>音声なし</translation>
    </message>
</context>
<context>
    <name>Composer</name>
    <message>
        <source>Add pictures, sounds or videos</source>
        <translation>画像、音声、動画を追加</translation>
    </message>
    <message>
        <source>You are changing an earlier message. Esc leaves it as it was.</source>
        <translation>前のメッセージを変更しています。Escで元のままにします。</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>送信</translation>
    </message>
    <message>
        <source>Facet is answering. Esc stops it.</source>
        <translation>回答中です。Escで停止します。</translation>
    </message>
    <message>
        <source>Ask, speak, or drop a file</source>
        <translation>質問を入力、話す、またはファイルをドロップ</translation>
    </message>
</context>
<context>
    <name>ContextMeter</name>
    <message>
        <source>{share} % of {context}</source>
        <translation>{context}の{share} %</translation>
    </message>
    <message>
        <source>{share} % of {context}, with what is below {more} %</source>
        <translation>{context}の{share} %、下の内容を含めて{more} %</translation>
    </message>
    <message>
        <source>{tokens} of {context} tokens</source>
        <translation>{context}トークン中{tokens}トークン</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>コンテキスト</translation>
    </message>
</context>
<context>
    <name>ConversationOptions</name>
    <message>
        <source>Options for this chat</source>
        <translation>このチャットの設定</translation>
    </message>
    <message>
        <source>Back to Defaults</source>
        <translation>標準に戻す</translation>
    </message>
    <message>
        <source>Answer this chat as new chats are answered</source>
        <translation>新しいチャットと同じ設定で答えます</translation>
    </message>
    <message>
        <source>This chat</source>
        <translation>このチャット</translation>
    </message>
</context>
<context>
    <name>CopyButton</name>
    <message>
        <source>Copy</source>
        <translation>コピー</translation>
    </message>
    <message>
        <source>Copy code</source>
        <translation>コードをコピー</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>コピーしました</translation>
    </message>
</context>
<context>
    <name>DeletedLine</name>
    <message>
        <source>Put back</source>
        <translation>元に戻す</translation>
    </message>
    <message>
        <source>Deleted.</source>
        <translation>削除しました。</translation>
    </message>
    <message>
        <source>{n} deleted.</source>
        <translation>{n} 件を削除しました。</translation>
    </message>
</context>
<context>
    <name>DownloadLine</name>
    <message>
        <source>Enter Token…</source>
        <translation>トークンを入力…</translation>
    </message>
    <message>
        <source>Give up this download</source>
        <translation>このダウンロードをやめる</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>ダウンロード</translation>
    </message>
    <message>
        <source>Try Again</source>
        <translation>もう一度試す</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>続ける</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>一時停止</translation>
    </message>
    <message>
        <source>Waiting for the one before it</source>
        <translation>前のダウンロードを待っています</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>一時停止中</translation>
    </message>
    <message>
        <source>Not begun</source>
        <translation>まだ始まっていません</translation>
    </message>
    <message>
        <source>Asking what there is to download…</source>
        <translation>ダウンロードする内容を確認しています…</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} / {total}</translation>
    </message>
    <message>
        <source>waiting for the one before it</source>
        <translation>前のダウンロードを待っています</translation>
    </message>
    <message>
        <source>checking what is here</source>
        <translation>すでにある分を確認中</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>一時停止中</translation>
    </message>
    <message>
        <source>Access token</source>
        <translation>アクセストークン</translation>
    </message>
    <message>
        <source>An access token from huggingface.co › Settings › Access Tokens. It is kept in the keychain of this Mac.</source>
        <translation>huggingface.co › Settings › Access Tokensで作ったアクセストークンです。このMacのキーチェーンに保存されます。</translation>
    </message>
</context>
<context>
    <name>EmptyState</name>
    <message>
        <source>What shall we look at?</source>
        <translation>何を見てみましょうか？</translation>
    </message>
    <message>
        <source>Make this chat temporary</source>
        <translation>このチャットを一時的にする</translation>
    </message>
    <message>
        <source>This chat is not kept. It is gone for ever once you leave it.</source>
        <translation>このチャットは保存されません。離れると完全に消えます。</translation>
    </message>
    <message>
        <source>Everything stays on this Mac.</source>
        <translation>すべてこのMacの中だけで行われます。</translation>
    </message>
    <message>
        <source>Or press here. Say one to five digits.</source>
        <translation>ここを押しても話せます。数字を一つから五つ言ってください。</translation>
    </message>
    <message>
        <source>Look at a drawing</source>
        <translation>絵を見てもらう</translation>
    </message>
    <message>
        <source>What do you see?</source>
        <translation>何が見えますか？</translation>
    </message>
    <message>
        <source>Ask who is here</source>
        <translation>誰なのか聞いてみる</translation>
    </message>
    <message>
        <source>Who are you?</source>
        <translation>あなたは誰ですか？</translation>
    </message>
    <message>
        <source>Hold ⌥Space and speak</source>
        <translation>⌥スペースを押しながら話す</translation>
    </message>
    <message>
        <source>Or press here. Gemma hears you itself, in your language.</source>
        <translation>ここを押しても話せます。Gemmaがあなたの言葉を直接聞き取ります。</translation>
    </message>
    <message>
        <source>Think a sum through</source>
        <translation>足し算を考えてもらう</translation>
    </message>
    <message>
        <source>What is 347 + 58?</source>
        <translation>347 + 58 はいくつですか？</translation>
    </message>
</context>
<context>
    <name>ExportMenu</name>
    <message>
        <source>{form}, Complete…</source>
        <translation>{form}（完全な形）…</translation>
    </message>
</context>
<context>
    <name>Exporter</name>
    <message>
        <source>Chats</source>
        <translation>チャット</translation>
    </message>
    <message>
        <source>All Chats</source>
        <translation>すべてのチャット</translation>
    </message>
    <message>
        <source>Untitled</source>
        <translation>無題</translation>
    </message>
    <message>
        <source>You</source>
        <translation>あなた</translation>
    </message>
    <message>
        <source>Thought</source>
        <translation>思考</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>見つかりません</translation>
    </message>
    <message>
        <source>en</source>
        <comment>the code of this language</comment>
        <translation>ja</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>書き出す</translation>
    </message>
    <message>
        <source>Export into a Folder</source>
        <translation>フォルダに書き出す</translation>
    </message>
</context>
<context>
    <name>FailureCard</name>
    <message>
        <source>Start again</source>
        <translation>再開</translation>
    </message>
</context>
<context>
    <name>FileTile</name>
    <message>
        <source>{name} is gone</source>
        <translation>{name}がなくなりました</translation>
    </message>
</context>
<context>
    <name>FindBar</name>
    <message>
        <source>Find in this chat</source>
        <translation>このチャットを検索</translation>
    </message>
    <message>
        <source>Previous place</source>
        <translation>前の箇所</translation>
    </message>
    <message>
        <source>Next place</source>
        <translation>次の箇所</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>{n} of {count}</source>
        <translation>{n}/{count}</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>見つかりません</translation>
    </message>
</context>
<context>
    <name>GeneralPage</name>
    <message>
        <source>As the system</source>
        <translation>システムに合わせる</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>ライト</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>ダーク</translation>
    </message>
    <message>
        <source>Long texts are easy to read at a size that suits you.</source>
        <translation>長い文章も、合った大きさなら楽に読めます。</translation>
    </message>
    <message>
        <source>Read answers as they come</source>
        <translation>回答を自動で読み上げる</translation>
    </message>
    <message>
        <source>After {number} minutes</source>
        <translation>{number}分後</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>しない</translation>
    </message>
    <message>
        <source>Reset All Settings…</source>
        <translation>すべての設定をリセット…</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>言語</translation>
    </message>
    <message>
        <source>Another language is spoken when Facet starts next.</source>
        <translation>言語の変更は、次にFacetを起動したときに反映されます。</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>外観</translation>
    </message>
    <message>
        <source>Idle model</source>
        <translation>使わないモデル</translation>
    </message>
    <message>
        <source>It gives its memory back then, and is loaded again with your next message.</source>
        <translation>メモリを返し、次のメッセージでまた読み込まれます。</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>文字の大きさ</translation>
    </message>
    <message>
        <source>Reading aloud</source>
        <translation>読み上げ</translation>
    </message>
    <message>
        <source>The voices are those of the system; thoughts are not read.</source>
        <translation>システムの音声を使います。思考は読み上げません。</translation>
    </message>
    <message>
        <source>{number} px</source>
        <translation>{number} px</translation>
    </message>
    <message>
        <source>Reset all settings?</source>
        <translation>すべての設定をリセットしますか？</translation>
    </message>
    <message>
        <source>Personas that you wrote are lost. Chats and models stay.</source>
        <translation>作成したペルソナは失われます。チャットとモデルは残ります。</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>リセット</translation>
    </message>
</context>
<context>
    <name>Importer</name>
    <message>
        <source>Import Chats</source>
        <translation>チャットを取り込む</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>New chat</source>
        <translation>新規チャット</translation>
    </message>
    <message>
        <source>Options for this chat</source>
        <translation>このチャットの設定</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Keep this chat after all</source>
        <translation>このチャットをやはり保存する</translation>
    </message>
    <message>
        <source>Sidebar</source>
        <translation>サイドバー</translation>
    </message>
    <message>
        <source>Show or hide the sidebar</source>
        <translation>サイドバーの表示/非表示</translation>
    </message>
    <message>
        <source>Temporary chat</source>
        <translation>一時的なチャット</translation>
    </message>
    <message>
        <source>A recording</source>
        <translation>録音</translation>
    </message>
    <message>
        <source>A video</source>
        <translation>動画</translation>
    </message>
    <message>
        <source>A picture</source>
        <translation>画像</translation>
    </message>
    <message>
        <source>{n} tokens at {speed} a second, after a prompt of {prompt}</source>
        <translation>{n}トークン、毎秒{speed}、プロンプト{prompt}トークン</translation>
    </message>
    <message>
        <source>This chat could not be saved. Close Facet all the same?</source>
        <translation>このチャットを保存できませんでした。それでもFacetを閉じますか？</translation>
    </message>
    <message>
        <source>What was said last would be lost.</source>
        <translation>最後のやり取りが失われます。</translation>
    </message>
    <message>
        <source>Close and Lose It</source>
        <translation>保存せずに閉じる</translation>
    </message>
    <message>
        <source>The recording could not be kept. Close Facet all the same?</source>
        <translation>録音を保存できませんでした。それでもFacetを閉じますか？</translation>
    </message>
    <message>
        <source>What you said would be lost.</source>
        <translation>話した内容は失われます。</translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <source>File</source>
        <translation>ファイル</translation>
    </message>
    <message>
        <source>View</source>
        <translation>表示</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>ヘルプ</translation>
    </message>
    <message>
        <source>New Chat</source>
        <translation>新規チャット</translation>
    </message>
    <message>
        <source>New Temporary Chat</source>
        <translation>新規の一時的なチャット</translation>
    </message>
    <message>
        <source>Models…</source>
        <translation>モデル…</translation>
    </message>
    <message>
        <source>Choose a Model Folder…</source>
        <translation>モデルのフォルダを選択…</translation>
    </message>
    <message>
        <source>Use the Built-in Model</source>
        <translation>内蔵モデルを使用</translation>
    </message>
    <message>
        <source>Close Window</source>
        <translation>ウィンドウを閉じる</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>設定…</translation>
    </message>
    <message>
        <source>Quit Facet</source>
        <translation>Facetを終了</translation>
    </message>
    <message>
        <source>Export This Chat</source>
        <translation>このチャットを書き出す</translation>
    </message>
    <message>
        <source>Share This Chat…</source>
        <translation>このチャットを共有…</translation>
    </message>
    <message>
        <source>Export All Chats…</source>
        <translation>すべてのチャットを書き出す…</translation>
    </message>
    <message>
        <source>Import Chats…</source>
        <translation>チャットを取り込む…</translation>
    </message>
    <message>
        <source>Find in This Chat</source>
        <translation>このチャットを検索</translation>
    </message>
    <message>
        <source>Find Next</source>
        <translation>次を検索</translation>
    </message>
    <message>
        <source>Find Previous</source>
        <translation>前を検索</translation>
    </message>
    <message>
        <source>Search All Chats</source>
        <translation>すべてのチャットを検索</translation>
    </message>
    <message>
        <source>Copy This Chat</source>
        <translation>このチャットをコピー</translation>
    </message>
    <message>
        <source>Rename This Chat</source>
        <translation>このチャットの名前を変更</translation>
    </message>
    <message>
        <source>Keep This Chat</source>
        <translation>このチャットを保存</translation>
    </message>
    <message>
        <source>Delete This Chat</source>
        <translation>このチャットを削除</translation>
    </message>
    <message>
        <source>Speak</source>
        <translation>話す</translation>
    </message>
    <message>
        <source>Pause the Recording</source>
        <translation>録音を一時停止</translation>
    </message>
    <message>
        <source>Discard the Recording</source>
        <translation>録音を破棄</translation>
    </message>
    <message>
        <source>Read the Last Answer Aloud</source>
        <translation>最後の回答を読み上げる</translation>
    </message>
    <message>
        <source>Read Answers as They Come</source>
        <translation>回答を自動で読み上げる</translation>
    </message>
    <message>
        <source>Show Sidebar</source>
        <translation>サイドバーを表示</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>拡大／縮小</translation>
    </message>
    <message>
        <source>Keyboard Shortcuts</source>
        <translation>キーボードショートカット</translation>
    </message>
    <message>
        <source>About Facet</source>
        <translation>Facetについて</translation>
    </message>
    <message>
        <source>Stop Reading Aloud</source>
        <translation>読み上げを停止</translation>
    </message>
    <message>
        <source>Hide Sidebar</source>
        <translation>サイドバーを非表示</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>編集</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>取り消す</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>やり直す</translation>
    </message>
    <message>
        <source>Cut</source>
        <translation>カット</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>コピー</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>ペースト</translation>
    </message>
    <message>
        <source>Select All</source>
        <translation>すべてを選択</translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>チャット</translation>
    </message>
    <message>
        <source>Add Files…</source>
        <translation>ファイルを追加…</translation>
    </message>
    <message>
        <source>Remove All Files</source>
        <translation>ファイルをすべて外す</translation>
    </message>
    <message>
        <source>Copy the Last Answer</source>
        <translation>最後の回答をコピー</translation>
    </message>
    <message>
        <source>Delete the Last Message</source>
        <translation>最後のメッセージを削除</translation>
    </message>
    <message>
        <source>Show the Version Before</source>
        <translation>前の版を表示</translation>
    </message>
    <message>
        <source>Show the Next Version</source>
        <translation>次の版を表示</translation>
    </message>
    <message>
        <source>Options for This Chat…</source>
        <translation>このチャットのオプション…</translation>
    </message>
    <message>
        <source>Think First</source>
        <translation>考えてから答える</translation>
    </message>
    <message>
        <source>How Long to Think</source>
        <translation>考える長さ</translation>
    </message>
    <message>
        <source>Answer Now</source>
        <translation>すぐに回答</translation>
    </message>
    <message>
        <source>Try Again</source>
        <translation>もう一度回答</translation>
    </message>
    <message>
        <source>Change the Last Message</source>
        <translation>最後のメッセージを変更</translation>
    </message>
    <message>
        <source>Let the Answer Go On</source>
        <translation>回答を続ける</translation>
    </message>
    <message>
        <source>Put Back What Was Deleted</source>
        <translation>削除したものを戻す</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>ウィンドウ</translation>
    </message>
    <message>
        <source>Bigger Text</source>
        <translation>文字を大きく</translation>
    </message>
    <message>
        <source>Smaller Text</source>
        <translation>文字を小さく</translation>
    </message>
    <message>
        <source>Actual Size</source>
        <translation>標準の大きさ</translation>
    </message>
    <message>
        <source>To the End of the Conversation</source>
        <translation>会話の最後へ</translation>
    </message>
    <message>
        <source>Minimize</source>
        <translation>しまう</translation>
    </message>
    <message>
        <source>Full Screen</source>
        <translation>フルスクリーン</translation>
    </message>
</context>
<context>
    <name>MessageEdit</name>
    <message>
        <source>Message</source>
        <translation>メッセージ</translation>
    </message>
</context>
<context>
    <name>MicrophoneButton</name>
    <message>
        <source>Finish the recording</source>
        <translation>録音を終える</translation>
    </message>
    <message>
        <source>Speak: click, or hold ⌥Space</source>
        <translation>話す：クリックするか、⌥スペースを押し続けます</translation>
    </message>
    <message>
        <source>This model cannot hear</source>
        <translation>このモデルは音声を聞けません</translation>
    </message>
</context>
<context>
    <name>MicrophoneMenu</name>
    <message>
        <source>Microphone</source>
        <translation>マイク</translation>
    </message>
    <message>
        <source>The system&apos;s choice</source>
        <translation>システムの設定</translation>
    </message>
</context>
<context>
    <name>ModelOffer</name>
    <message>
        <source>Other Models…</source>
        <translation>ほかのモデル…</translation>
    </message>
    <message>
        <source>{model} is on this Mac</source>
        <translation>{model}はこのMacにあります</translation>
    </message>
    <message>
        <source>It is being checked…</source>
        <translation>確認しています…</translation>
    </message>
    <message>
        <source>Use It</source>
        <translation>使う</translation>
    </message>
    <message>
        <source>{model} is coming</source>
        <translation>{model}をダウンロードしています</translation>
    </message>
    <message>
        <source>{model} is here</source>
        <translation>{model}が届きました</translation>
    </message>
    <message>
        <source>You can try Pebble meanwhile, the tiny model that is built in.</source>
        <translation>その間、内蔵の小さなモデルPebbleを試せます。</translation>
    </message>
    <message>
        <source>Get {model}</source>
        <translation>{model}を入手</translation>
    </message>
    <message>
        <source>Download {size}</source>
        <translation>ダウンロード（{size}）</translation>
    </message>
</context>
<context>
    <name>ModelPicker</name>
    <message>
        <source>Pebble (built in)</source>
        <translation>Pebble（内蔵）</translation>
    </message>
    <message>
        <source>Choose a Model Folder…</source>
        <translation>モデルのフォルダを選択…</translation>
    </message>
    <message>
        <source>Get Models…</source>
        <translation>モデルを入手…</translation>
    </message>
    <message>
        <source>Choose a Model Folder</source>
        <translation>モデルのフォルダを選択</translation>
    </message>
    <message>
        <source>This model</source>
        <translation>このモデル</translation>
    </message>
    <message>
        <source>{model} cannot hear. Gemma 4 E2B, E4B and 12B can.</source>
        <translation>{model}は音声を聞けません。Gemma 4のE2B、E4B、12Bは聞けます。</translation>
    </message>
    <message>
        <source>Use {model}</source>
        <translation>{model}を使う</translation>
    </message>
    <message>
        <source>Use Pebble, which hears digits</source>
        <translation>数字を聞き取れるPebbleを使う</translation>
    </message>
    <message>
        <source>Loading… {percent} %</source>
        <translation>読み込み中… {percent} %</translation>
    </message>
    <message>
        <source>No model</source>
        <translation>モデルなし</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>読み込み中…</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>停止しました</translation>
    </message>
    <message>
        <source>It rests, and is loaded again with your next message.</source>
        <translation>休んでいます。次のメッセージでまた読み込まれます。</translation>
    </message>
    <message>
        <source>Model: {name}</source>
        <translation>モデル：{name}</translation>
    </message>
</context>
<context>
    <name>ModelsWindow</name>
    <message>
        <source>Models</source>
        <translation>モデル</translation>
    </message>
    <message>
        <source>On this Mac</source>
        <translation>このMac</translation>
    </message>
    <message>
        <source>publisher/name on Hugging Face</source>
        <translation>Hugging Faceの「公開者/名前」</translation>
    </message>
    <message>
        <source>Another model on Hugging Face</source>
        <translation>Hugging Faceのほかのモデル</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>ダウンロード</translation>
    </message>
    <message>
        <source>Choose a Folder…</source>
        <translation>フォルダを選ぶ…</translation>
    </message>
    <message>
        <source>Get a model</source>
        <translation>モデルを入手</translation>
    </message>
    <message>
        <source>Any other Gemma 4</source>
        <translation>そのほかのGemma 4</translation>
    </message>
    <message>
        <source>{chip}, {memory} GB. A model may take {room}; {disk} of the disk are free.</source>
        <translation>{chip}、{memory} GB。モデルが使えるのは{room}、ディスクの空きは{disk}です。</translation>
    </message>
    <message>
        <source>Choose a Model Folder</source>
        <translation>モデルのフォルダを選ぶ</translation>
    </message>
</context>
<context>
    <name>PartsBar</name>
    <message>
        <source>Part {part} of {parts}</source>
        <translation>全{parts}区間の{part}番目</translation>
    </message>
</context>
<context>
    <name>PastedPictures</name>
    <message>
        <source>Pasted {number}.png</source>
        <translation>ペースト {number}.png</translation>
    </message>
</context>
<context>
    <name>Personas</name>
    <message>
        <source>Writer</source>
        <translation>ライター</translation>
    </message>
    <message>
        <source>You help people write. Keep their voice and their meaning. Prefer short words and short sentences. When you change a text, give the whole new text first, then say in a line or two what you changed and why.</source>
        <translation>あなたは文章を書く人を助けます。書き手の声と意味を保ち、短い言葉と短い文を選んでください。文章を直したときは、まず新しい全文を示し、それから何をなぜ変えたかを一、二行で述べてください。</translation>
    </message>
    <message>
        <source>Translator</source>
        <translation>翻訳者</translation>
    </message>
    <message>
        <source>You translate. Put Japanese into English and every other language into Japanese, unless you are asked for another language. Give the translation alone. Keep tone, names, numbers and layout.</source>
        <translation>あなたは翻訳をします。別の言語を頼まれないかぎり、日本語は英語に、ほかの言語は日本語に訳してください。訳文だけを示し、語調、名前、数字、体裁を保ってください。</translation>
    </message>
    <message>
        <source>Teacher</source>
        <translation>先生</translation>
    </message>
    <message>
        <source>You are a patient teacher. Explain one step at a time, in plain words, with an example for each new idea. End with a short question that shows whether it was understood.</source>
        <translation>あなたは根気のある先生です。やさしい言葉で一歩ずつ、新しい考えには例を添えて説明してください。最後に、理解できたかがわかる短い質問をしてください。</translation>
    </message>
    <message>
        <source>Programmer</source>
        <translation>プログラマー</translation>
    </message>
    <message>
        <source>You are a careful programmer. Write short, complete code that runs as it stands. Say what you assumed, and name the cases that the code does not handle.</source>
        <translation>あなたは注意深いプログラマーです。そのまま動く、短く完全なコードを書いてください。前提としたことと、コードが扱わない場合を述べてください。</translation>
    </message>
</context>
<context>
    <name>PersonasPage</name>
    <message>
        <source>Personas</source>
        <translation>ペルソナ</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>追加</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>複製</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>削除…</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>Instructions</source>
        <translation>指示</translation>
    </message>
    <message>
        <source>Who the model is, what it knows, and how it speaks</source>
        <translation>モデルがだれで、何を知り、どう話すか</translation>
    </message>
    <message>
        <source>New Persona</source>
        <translation>新しいペルソナ</translation>
    </message>
    <message>
        <source>{name} copy</source>
        <translation>{name}のコピー</translation>
    </message>
    <message>
        <source>Delete “{name}”?</source>
        <translation>「{name}」を削除しますか？</translation>
    </message>
    <message>
        <source>Chats that began with it keep its instructions.</source>
        <translation>このペルソナで始めたチャットは、その指示を保ちます。</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>Another persona has this name already.</source>
        <translation>同じ名前のペルソナがあります。</translation>
    </message>
    <message>
        <source>A persona needs a name.</source>
        <translation>ペルソナには名前が必要です。</translation>
    </message>
</context>
<context>
    <name>PictureChip</name>
    <message>
        <source>Picture {name}</source>
        <translation>画像 {name}</translation>
    </message>
    <message>
        <source>Detail of {name}</source>
        <translation>{name}の細かさ</translation>
    </message>
    <message>
        <source>More detail reads smaller print, and takes longer</source>
        <translation>細かくすると小さな文字も読めますが、時間がかかります</translation>
    </message>
    <message>
        <source>Detail</source>
        <translation>精細さ</translation>
    </message>
    <message>
        <source>The model&apos;s own</source>
        <translation>モデルの既定</translation>
    </message>
    <message>
        <source>{detail} tokens</source>
        <translation>{detail}トークン</translation>
    </message>
    <message>
        <source>Detail {detail}</source>
        <translation>細かさ {detail}</translation>
    </message>
</context>
<context>
    <name>PictureTile</name>
    <message>
        <source>Picture {name}</source>
        <translation>画像 {name}</translation>
    </message>
</context>
<context>
    <name>PictureViewer</name>
    <message>
        <source>Picture {name}</source>
        <translation>画像 {name}</translation>
    </message>
    <message>
        <source>{name}  ·  {number} of {count}</source>
        <translation>{name}  ·  {number}/{count}</translation>
    </message>
</context>
<context>
    <name>PrivacyPage</name>
    <message>
        <source>Stay offline</source>
        <translation>オフラインのままにする</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>接続</translation>
    </message>
    <message>
        <source>Facet has not made any connection yet.</source>
        <translation>Facetはまだ一度も接続していません。</translation>
    </message>
    <message>
        <source>Delete Everything…</source>
        <translation>すべて削除…</translation>
    </message>
    <message>
        <source>Facet connects to nothing but the place that you download a model from.</source>
        <translation>Facetが接続するのは、モデルのダウンロード元だけです。</translation>
    </message>
    <message>
        <source>Forbids even that, until you allow it again.</source>
        <translation>再び許可するまで、それも禁止します。</translation>
    </message>
    <message>
        <source>Your chats, files and recordings are kept here, for your eyes alone.</source>
        <translation>チャット、ファイル、録音はここに保存され、あなただけが見られます。</translation>
    </message>
    <message>
        <source>On this Mac</source>
        <translation>このMacの中</translation>
    </message>
    <message>
        <source>en</source>
        <comment>the code of this language</comment>
        <translation>ja</translation>
    </message>
    <message>
        <source>{time}   {host}, for {purpose}</source>
        <translation>{time}   {host}（{purpose}）</translation>
    </message>
    <message>
        <source>Delete all chats?</source>
        <translation>すべてのチャットを削除しますか？</translation>
    </message>
    <message>
        <source>All chats, their files, recordings and drafts are deleted for ever. Settings and models stay. This can’t be undone.</source>
        <translation>すべてのチャットと、そのファイル、録音、下書きが完全に削除されます。設定とモデルは残ります。この操作は取り消せません。</translation>
    </message>
    <message>
        <source>Delete Everything</source>
        <translation>すべて削除</translation>
    </message>
</context>
<context>
    <name>ReadingAloud</name>
    <message>
        <source>formula</source>
        <translation>数式</translation>
    </message>
</context>
<context>
    <name>RecordingBar</name>
    <message>
        <source>How loud it is; 0 dB is as loud as can be recorded</source>
        <translation>音の大きさ。0 dBが録音できる最大です</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>一時停止</translation>
    </message>
    <message>
        <source>Discard the recording</source>
        <translation>録音を破棄</translation>
    </message>
    <message>
        <source>Finish the recording</source>
        <translation>録音を終える</translation>
    </message>
    <message>
        <source>Go on recording</source>
        <translation>録音を続ける</translation>
    </message>
    <message>
        <source>Try to keep it again</source>
        <translation>もう一度保存する</translation>
    </message>
    <message>
        <source>Opening the microphone…</source>
        <translation>マイクを準備しています…</translation>
    </message>
    <message>
        <source>Paused, {left} left</source>
        <translation>一時停止中、残り{left}</translation>
    </message>
    <message>
        <source>{left} left</source>
        <translation>残り{left}</translation>
    </message>
    <message>
        <source>Keeping the recording…</source>
        <translation>録音を保存しています…</translation>
    </message>
    <message>
        <source>The recording is not kept yet</source>
        <translation>録音はまだ保存されていません</translation>
    </message>
    <message>
        <source>Recording: {state}</source>
        <translation>録音：{state}</translation>
    </message>
    <message>
        <source>{level} dB</source>
        <translation>{level} dB</translation>
    </message>
    <message>
        <source>This computer was too busy to take all of it: {n} gaps.</source>
        <translation>処理が追いつかず、録音が{n}か所途切れました。</translation>
    </message>
</context>
<context>
    <name>ReplyView</name>
    <message>
        <source>Reading…</source>
        <translation>読み取り中…</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>コピー</translation>
    </message>
    <message>
        <source>Copy answer</source>
        <translation>回答をコピー</translation>
    </message>
    <message>
        <source>Copy as Markdown; with ⌥ as plain text</source>
        <translation>Markdownとしてコピー。⌥を押すと標準テキスト</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>もう一度</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>続ける</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>Delete this answer and all that follows</source>
        <translation>この回答と以降をすべて削除</translation>
    </message>
    <message>
        <source>Answer: {words}</source>
        <translation>回答：{words}</translation>
    </message>
    <message>
        <source>Stop reading</source>
        <translation>読み上げを停止</translation>
    </message>
    <message>
        <source>Read aloud</source>
        <translation>読み上げる</translation>
    </message>
    <message>
        <source>Reading, {share} %</source>
        <translation>読み取り中 {share}%</translation>
    </message>
    <message>
        <source>Copy as Markdown</source>
        <translation>Markdownとしてコピー</translation>
    </message>
    <message>
        <source>Copy as Plain Text</source>
        <translation>標準テキストとしてコピー</translation>
    </message>
</context>
<context>
    <name>ResultsList</name>
    <message>
        <source>Found</source>
        <translation>検索結果</translation>
    </message>
</context>
<context>
    <name>RoomBanner</name>
    <message>
        <source>Leave out the oldest pictures</source>
        <translation>古い画像を省く</translation>
    </message>
    <message>
        <source>Leave out the oldest messages</source>
        <translation>古いメッセージを省く</translation>
    </message>
    <message>
        <source>Summarise them</source>
        <translation>要約する</translation>
    </message>
    <message>
        <source>Send all again</source>
        <translation>すべて送る</translation>
    </message>
</context>
<context>
    <name>RoomMaker</name>
    <message>
        <source>Sum up our conversation so far in a few sentences, with every fact, name and number that may be needed later.</source>
        <translation>これまでの会話を、あとで必要になりそうな事実、名前、数字をすべて含めて、数文でまとめてください。</translation>
    </message>
    <message>
        <source>The oldest messages are being summed up…</source>
        <translation>古いメッセージを要約しています…</translation>
    </message>
    <message>
        <source>{n} older messages are sent as a summary.</source>
        <translation>古いメッセージ{n}件は、要約として送られます。</translation>
    </message>
    <message>
        <source>{n} older messages are not sent any more.</source>
        <translation>古いメッセージ{n}件は、もう送られません。</translation>
    </message>
    <message>
        <source>The pictures of {n} older messages are not sent any more.</source>
        <translation>古いメッセージ{n}件の画像は、もう送られません。</translation>
    </message>
</context>
<context>
    <name>RowDelegate</name>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
</context>
<context>
    <name>SearchField</name>
    <message>
        <source>Search</source>
        <translation>検索</translation>
    </message>
    <message>
        <source>Search all chats</source>
        <translation>すべてのチャットを検索</translation>
    </message>
</context>
<context>
    <name>SetAsideLine</name>
    <message>
        <source>{model} cannot see or hear: pictures and sounds are set aside.</source>
        <translation>{model}は見ることも聞くこともできません。画像と音声は除かれます。</translation>
    </message>
    <message>
        <source>{model} cannot hear: the sounds of this chat are set aside.</source>
        <translation>{model}は音を聞けません。このチャットの音声は除かれます。</translation>
    </message>
    <message>
        <source>{model} cannot see: the pictures of this chat are set aside.</source>
        <translation>{model}は画像を見られません。このチャットの画像は除かれます。</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>設定</translation>
    </message>
    <message>
        <source>General</source>
        <translation>一般</translation>
    </message>
    <message>
        <source>Personas</source>
        <translation>ペルソナ</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation>プライバシー</translation>
    </message>
</context>
<context>
    <name>ShortcutsWindow</name>
    <message>
        <source>Keyboard Shortcuts</source>
        <translation>キーボードショートカット</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>メッセージ</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>送信</translation>
    </message>
    <message>
        <source>New line</source>
        <translation>改行</translation>
    </message>
    <message>
        <source>Change the last message, in an empty field</source>
        <translation>最後のメッセージを変更（欄が空のとき）</translation>
    </message>
    <message>
        <source>Move a picture</source>
        <translation>画像を移動</translation>
    </message>
</context>
<context>
    <name>Sidebar</name>
    <message>
        <source>Sidebar</source>
        <translation>サイドバー</translation>
    </message>
    <message>
        <source>New chat</source>
        <translation>新規チャット</translation>
    </message>
    <message>
        <source>Nothing found.</source>
        <translation>見つかりませんでした。</translation>
    </message>
    <message>
        <source>Your chats will be listed here.</source>
        <translation>チャットはここに並びます。</translation>
    </message>
    <message>
        <source>Offline. Nothing is sent.</source>
        <translation>オフライン。何も送信しません。</translation>
    </message>
    <message>
        <source>Downloading a model: {percent} %</source>
        <translation>モデルをダウンロード中：{percent} %</translation>
    </message>
    <message>
        <source>New Folder</source>
        <translation>新規フォルダ</translation>
    </message>
</context>
<context>
    <name>SidebarMenu</name>
    <message>
        <source>Open</source>
        <translation>開く</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>名前を変更</translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation>ピンを外す</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>ピンで留める</translation>
    </message>
    <message>
        <source>Take Out of the Archive</source>
        <translation>アーカイブから戻す</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>アーカイブ</translation>
    </message>
    <message>
        <source>Mark as Read</source>
        <translation>既読にする</translation>
    </message>
    <message>
        <source>Mark as Unread</source>
        <translation>未読にする</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>コピー</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>書き出す</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>Delete {n} Chats</source>
        <translation>{n}件のチャットを削除</translation>
    </message>
    <message>
        <source>Remove Folder, Keep Its Chats</source>
        <translation>フォルダを削除（チャットは残す）</translation>
    </message>
    <message>
        <source>Move to Folder</source>
        <translation>フォルダへ移動</translation>
    </message>
    <message>
        <source>No Folder</source>
        <translation>フォルダなし</translation>
    </message>
    <message>
        <source>New Folder…</source>
        <translation>新規フォルダ…</translation>
    </message>
</context>
<context>
    <name>SizeCard</name>
    <message>
        <source>Recommended</source>
        <translation>おすすめ</translation>
    </message>
    <message>
        <source>Other copies of {model}</source>
        <translation>{model}のほかの版</translation>
    </message>
    <message>
        <source>Being Checked…</source>
        <translation>確認中…</translation>
    </message>
    <message>
        <source>In Use</source>
        <translation>使用中</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>使う</translation>
    </message>
    <message>
        <source>Download {size}</source>
        <translation>ダウンロード（{size}）</translation>
    </message>
</context>
<context>
    <name>SoundCard</name>
    <message>
        <source>{name} is gone</source>
        <translation>{name}がなくなりました</translation>
    </message>
    <message>
        <source>The recording is gone</source>
        <translation>録音がなくなりました</translation>
    </message>
    <message>
        <source>Sound {name}, {length}</source>
        <translation>音声 {name}、{length}</translation>
    </message>
    <message>
        <source>Sound {name}</source>
        <translation>音声 {name}</translation>
    </message>
</context>
<context>
    <name>SoundChip</name>
    <message>
        <source>Sound {name}, {length}</source>
        <translation>音声「{name}」、{length}</translation>
    </message>
    <message>
        <source>What to do with {name}</source>
        <translation>{name}をどうするか</translation>
    </message>
    <message>
        <source>What to do with this sound</source>
        <translation>この音声をどうするか</translation>
    </message>
    <message>
        <source>Trim…</source>
        <translation>トリミング…</translation>
    </message>
</context>
<context>
    <name>SoundStrip</name>
    <message>
        <source>Stop {name}</source>
        <translation>{name}を停止</translation>
    </message>
    <message>
        <source>Play {name}</source>
        <translation>{name}を再生</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>再生</translation>
    </message>
</context>
<context>
    <name>StoredRow</name>
    <message>
        <source>More: {model}</source>
        <translation>その他：{model}</translation>
    </message>
    <message>
        <source>In Use</source>
        <translation>使用中</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>使う</translation>
    </message>
    <message>
        <source>{bits} bit</source>
        <translation>{bits}ビット</translation>
    </message>
    <message>
        <source>being checked…</source>
        <translation>確認中…</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>確認する</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>削除…</translation>
    </message>
    <message>
        <source>Remove from List</source>
        <translation>リストから外す</translation>
    </message>
    <message>
        <source>Delete “{model}”?</source>
        <translation>「{model}」を削除しますか？</translation>
    </message>
    <message>
        <source>{size} of the disk become free. It can be downloaded again.</source>
        <translation>ディスクが{size}空きます。また、ダウンロードできます。</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>削除</translation>
    </message>
</context>
<context>
    <name>TaskButton</name>
    <message>
        <source>What to do with what you say</source>
        <translation>話した内容をどうするか</translation>
    </message>
</context>
<context>
    <name>TaskMenu</name>
    <message>
        <source>Write it down</source>
        <translation>書き起こす</translation>
    </message>
    <message>
        <source>In the language that is spoken</source>
        <translation>話されている言語で</translation>
    </message>
    <message>
        <source>Translate it into</source>
        <translation>次の言語に翻訳</translation>
    </message>
</context>
<context>
    <name>ThinkingSwitch</name>
    <message>
        <source>Think</source>
        <translation>考える</translation>
    </message>
    <message>
        <source>Let the model think before it answers</source>
        <translation>答える前にモデルに考えさせます</translation>
    </message>
    <message>
        <source>How long to think</source>
        <translation>考える長さ</translation>
    </message>
    <message>
        <source>Short</source>
        <translation>短く</translation>
    </message>
    <message>
        <source>Long</source>
        <translation>長く</translation>
    </message>
    <message>
        <source>No limit</source>
        <translation>制限なし</translation>
    </message>
</context>
<context>
    <name>ThoughtView</name>
    <message>
        <source>Answer now</source>
        <translation>すぐに回答</translation>
    </message>
    <message>
        <source>End the thought and answer</source>
        <translation>考えるのをやめて答えます</translation>
    </message>
    <message>
        <source>Thought</source>
        <translation>思考</translation>
    </message>
    <message>
        <source>Thinking, {seconds} s</source>
        <translation>思考中 {seconds}秒</translation>
    </message>
    <message>
        <source>Thought for {seconds} s</source>
        <translation>思考時間 {seconds}秒</translation>
    </message>
</context>
<context>
    <name>ToEndButton</name>
    <message>
        <source>Go to the end; something new is there</source>
        <translation>末尾へ移動（新しい内容があります）</translation>
    </message>
    <message>
        <source>Go to the end</source>
        <translation>末尾へ移動</translation>
    </message>
</context>
<context>
    <name>Transcript</name>
    <message>
        <source>Conversation</source>
        <translation>会話</translation>
    </message>
</context>
<context>
    <name>TrimBar</name>
    <message>
        <source>Beginning</source>
        <translation>始め</translation>
    </message>
    <message>
        <source>End</source>
        <translation>終わり</translation>
    </message>
</context>
<context>
    <name>TrimWindow</name>
    <message>
        <source>Trim</source>
        <translation>トリミング</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>再生</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>{length} is kept</source>
        <translation>{length}を残します</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>Untitled</source>
        <translation>無題</translation>
    </message>
    <message>
        <source>Pinned</source>
        <translation>ピン留め</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今日</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>昨日</translation>
    </message>
    <message>
        <source>Previous 7 days</source>
        <translation>過去7日間</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>アーカイブ</translation>
    </message>
    <message>
        <source>MMMM</source>
        <translation>M月</translation>
    </message>
    <message>
        <source>MMMM yyyy</source>
        <translation>yyyy年M月</translation>
    </message>
    <message>
        <source>d MMM</source>
        <translation>M月d日</translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <translation>yyyy年M月d日</translation>
    </message>
    <message>
        <source>an answer is coming</source>
        <translation>回答中</translation>
    </message>
    <message>
        <source>unread</source>
        <translation>未読</translation>
    </message>
    <message>
        <source>en</source>
        <comment>the code of this language</comment>
        <translation>ja</translation>
    </message>
</context>
<context>
    <name>links</name>
    <message>
        <source>This link leads elsewhere than it says.</source>
        <translation>このリンクは、表示とは別の場所につながっています。</translation>
    </message>
    <message>
        <source>It says “{words}” and leads to {address}</source>
        <translation>表示は「{words}」ですが、リンク先は{address}です</translation>
    </message>
    <message>
        <source>Open It</source>
        <translation>開く</translation>
    </message>
</context>
<context>
    <name>media_files</name>
    <message>
        <source>Save a Copy</source>
        <translation>コピーを保存</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>別名で保存…</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>コピー</translation>
    </message>
</context>
<context>
    <name>models</name>
    <message>
        <source>{number} MB</source>
        <translation>{number} MB</translation>
    </message>
    <message>
        <source>{number} GB</source>
        <translation>{number} GB</translation>
    </message>
    <message>
        <source>{number} KB/s</source>
        <translation>{number} KB/秒</translation>
    </message>
    <message>
        <source>{number} MB/s</source>
        <translation>{number} MB/秒</translation>
    </message>
    <message>
        <source>{number} s left</source>
        <translation>残り{number}秒</translation>
    </message>
    <message>
        <source>{number} min left</source>
        <translation>残り{number}分</translation>
    </message>
    <message>
        <source>{hours} h {minutes} min left</source>
        <translation>残り{hours}時間{minutes}分</translation>
    </message>
    <message>
        <source>Small and quick. It sees and hears.</source>
        <translation>小さくて速いモデルです。見て、聞きます。</translation>
    </message>
    <message>
        <source>The all-rounder for most Macs. It sees and hears.</source>
        <translation>多くのMacに向く万能なモデルです。見て、聞きます。</translation>
    </message>
    <message>
        <source>Knows more and reasons better. It sees and hears.</source>
        <translation>知識が多く、よく考えます。見て、聞きます。</translation>
    </message>
    <message>
        <source>Much knowledge at a small model’s speed. It sees.</source>
        <translation>多くの知識と、小さなモデルの速さを持ちます。見ます。</translation>
    </message>
    <message>
        <source>The most capable. It sees.</source>
        <translation>最も有能なモデルです。見ます。</translation>
    </message>
    <message>
        <source>original, 16 bit</source>
        <translation>元のまま、16ビット</translation>
    </message>
    <message>
        <source>{bits} bit, trained for it</source>
        <translation>{bits}ビット用に学習</translation>
    </message>
    <message>
        <source>{bits} bit, more where it matters</source>
        <translation>{bits}ビット、大事な所は多め</translation>
    </message>
    <message>
        <source>{bits} bit</source>
        <translation>{bits}ビット</translation>
    </message>
    <message>
        <source>Fits well</source>
        <translation>余裕あり</translation>
    </message>
    <message>
        <source>Fits with short chats</source>
        <translation>短いチャットなら可</translation>
    </message>
    <message>
        <source>Does not fit</source>
        <translation>入りません</translation>
    </message>
    <message>
        <source>{needed} of {available} GB</source>
        <translation>{needed} / {available} GB</translation>
    </message>
    <message>
        <source>Weights: {size}</source>
        <translation>重み：{size}</translation>
    </message>
    <message>
        <source>Each 1,000 tokens of a chat: {size}</source>
        <translation>チャット1,000トークンごとに：{size}</translation>
    </message>
    <message>
        <source>Looking at the largest picture: {size}</source>
        <translation>最大の画像を見るとき：{size}</translation>
    </message>
    <message>
        <source>For a model, this Mac has {size}</source>
        <translation>このMacでモデルが使えるメモリ：{size}</translation>
    </message>
    <message>
        <source>Longest chat that fits: {tokens} tokens</source>
        <translation>入る最長のチャット：{tokens}トークン</translation>
    </message>
    <message>
        <source>up to {number} tokens a second</source>
        <translation>毎秒最大{number}トークン</translation>
    </message>
    <message>
        <source>{first} {second}</source>
        <translation>{first}{second}</translation>
    </message>
    <message>
        <source>The one that takes least; chats have to stay short on this Mac.</source>
        <translation>最も小さいモデルです。このMacではチャットを短くする必要があります。</translation>
    </message>
    <message>
        <source>The best that fits this Mac well and answers quickly.</source>
        <translation>このMacに余裕をもって入り、速く答える中で最良です。</translation>
    </message>
    <message>
        <source>The best that fits this Mac well, with room for long chats.</source>
        <translation>このMacに余裕をもって入る中で最良です。長いチャットもできます。</translation>
    </message>
    <message>
        <source>sees</source>
        <translation>見る</translation>
    </message>
    <message>
        <source>hears</source>
        <translation>聞く</translation>
    </message>
    <message>
        <source>thinks</source>
        <translation>考える</translation>
    </message>
    <message>
        <source>calls tools</source>
        <translation>ツールを使う</translation>
    </message>
    <message>
        <source>downloaded by Facet</source>
        <translation>Facetがダウンロード</translation>
    </message>
    <message>
        <source>in Hugging Face’s cache</source>
        <translation>Hugging Faceのキャッシュ内</translation>
    </message>
    <message>
        <source>from LM Studio</source>
        <translation>LM Studioのもの</translation>
    </message>
    <message>
        <source>found on this Mac</source>
        <translation>このMacで見つかったもの</translation>
    </message>
    <message>
        <source>chosen by you</source>
        <translation>自分で選んだもの</translation>
    </message>
</context>
<context>
    <name>problems</name>
    <message>
        <source>There is no file at “{path}”. Check the name, or choose the file again.</source>
        <translation>「{path}」というファイルはありません。名前を確かめるか、ファイルを選び直してください。</translation>
    </message>
    <message>
        <source>“{path}” could not be read. Check that you may open it.</source>
        <translation>「{path}」を読み取れません。開く権限があるか確かめてください。</translation>
    </message>
    <message>
        <source>“{path}” could not be saved there. Choose another place.</source>
        <translation>「{path}」はそこに保存できませんでした。別の場所を選んでください。</translation>
    </message>
    <message>
        <source>“{path}” is not a picture that Facet can read. Use HEIC, JPEG, PNG, WebP, TIFF, GIF, BMP or AVIF.</source>
        <translation>「{path}」はFacetで読める画像ではありません。HEIC、JPEG、PNG、WebP、TIFF、GIF、BMP、AVIFを使ってください。</translation>
    </message>
    <message>
        <source>“{path}” is damaged or incomplete. Save or download the picture again.</source>
        <translation>「{path}」は壊れているか、途中までしかありません。保存またはダウンロードをやり直してください。</translation>
    </message>
    <message>
        <source>The picture could not be kept in “{path}”. Free some space, and paste it again.</source>
        <translation>画像を「{path}」に保存できませんでした。空き容量を増やして、もう一度ペーストしてください。</translation>
    </message>
    <message>
        <source>“{path}” has more than {limit} million pixels. Make it smaller first.</source>
        <translation>「{path}」は{limit}百万画素を超えています。先に小さくしてください。</translation>
    </message>
    <message>
        <source>“{path}” is too long and thin to look at. Crop it first.</source>
        <translation>「{path}」は細長すぎて読み取れません。先に切り抜いてください。</translation>
    </message>
    <message>
        <source>“{path}” is not a sound that Facet can read. Use M4A, MP3, WAV, FLAC, AIFF or OGG.</source>
        <translation>「{path}」はFacetで読める音声ではありません。M4A、MP3、WAV、FLAC、AIFF、OGGを使ってください。</translation>
    </message>
    <message>
        <source>“{path}” is longer than {limit} minutes. Cut it into shorter parts.</source>
        <translation>「{path}」は{limit}分を超えています。短く分けてください。</translation>
    </message>
    <message>
        <source>“{path}” is too short to hear anything. Record it again.</source>
        <translation>「{path}」は短すぎて聞き取れません。録音し直してください。</translation>
    </message>
    <message>
        <source>“{path}” is not a picture, a sound or a video that Facet can read. Choose another file.</source>
        <translation>「{path}」はFacetで読める画像、音声、動画ではありません。別のファイルを選んでください。</translation>
    </message>
    <message>
        <source>“{path}” is not a video that Facet can read. Use MOV or MP4.</source>
        <translation>「{path}」はFacetで読める動画ではありません。MOVかMP4を使ってください。</translation>
    </message>
    <message>
        <source>“{path}” is longer than {limit} seconds. Cut out the part that matters.</source>
        <translation>「{path}」は{limit}秒を超えています。必要な部分だけを切り出してください。</translation>
    </message>
    <message>
        <source>“{path}” is not a model folder. Choose the folder that holds config.json and the .safetensors files.</source>
        <translation>「{path}」はモデルのフォルダではありません。config.jsonと.safetensorsファイルがあるフォルダを選んでください。</translation>
    </message>
    <message>
        <source>“{path}” is damaged. Download the model&apos;s config.json again.</source>
        <translation>「{path}」は壊れています。モデルのconfig.jsonをダウンロードし直してください。</translation>
    </message>
    <message>
        <source>“{path}” holds a model of the kind “{family}”. Facet runs Gemma 4 only.</source>
        <translation>「{path}」は「{family}」という種類のモデルです。Facetで使えるのはGemma 4だけです。</translation>
    </message>
    <message>
        <source>The model in “{path}” is incomplete: {missing} is missing. Download the model again.</source>
        <translation>「{path}」のモデルは不完全です。{missing}がありません。モデルをダウンロードし直してください。</translation>
    </message>
    <message>
        <source>“{path}” is damaged. Download the file again.</source>
        <translation>「{path}」は壊れています。ファイルをダウンロードし直してください。</translation>
    </message>
    <message>
        <source>The weights in “{path}” do not match their config.json: {detail}. Download the model again.</source>
        <translation>「{path}」の重みがconfig.jsonと合いません（{detail}）。モデルをダウンロードし直してください。</translation>
    </message>
    <message>
        <source>The tokenizer in “{path}” is missing or damaged. Download tokenizer.json again.</source>
        <translation>「{path}」のトークナイザがないか、壊れています。tokenizer.jsonをダウンロードし直してください。</translation>
    </message>
    <message>
        <source>The mended model could not be written to “{path}”. Check that you may write there, and that the disk has room.</source>
        <translation>直したモデルを「{path}」に書き込めませんでした。書き込めること、ディスクに空きがあることを確認してください。</translation>
    </message>
    <message>
        <source>The model in “{path}” is quantised already. Choose the one that it was made from, in bf16.</source>
        <translation>「{path}」のモデルはすでに量子化されています。その元になったbf16のモデルを選んでください。</translation>
    </message>
    <message>
        <source>There is something at “{path}” already. Choose another name.</source>
        <translation>「{path}」にはすでに何かがあります。別の名前を選んでください。</translation>
    </message>
    <message>
        <source>The model could not be written to “{path}”. Free some space, or choose another place.</source>
        <translation>モデルを「{path}」に書き込めませんでした。空きを増やすか、別の場所を選んでください。</translation>
    </message>
    <message>
        <source>The model takes {need} GB, and at “{path}” {free} GB are free. Free some space, or choose another disk.</source>
        <translation>モデルには{need} GB必要ですが、「{path}」の空きは{free} GBです。空きを増やすか、別のディスクを選んでください。</translation>
    </message>
    <message>
        <source>This conversation has {tokens} tokens, and {model} takes {limit}. Start a new chat, or shorten the message.</source>
        <translation>この会話は{tokens}トークンあり、{model}が扱えるのは{limit}トークンです。新規チャットを始めるか、メッセージを短くしてください。</translation>
    </message>
    <message>
        <source>There is nothing to answer yet. Write something, or add a picture.</source>
        <translation>まだ答えるものがありません。何か書くか、画像を追加してください。</translation>
    </message>
    <message>
        <source>{model} cannot see pictures. Choose a model that can, or remove the picture.</source>
        <translation>{model}は画像を見られません。画像を見られるモデルを選ぶか、画像を取り除いてください。</translation>
    </message>
    <message>
        <source>{model} cannot hear. Choose Gemma 4 E2B, E4B or 12B, or remove the sound.</source>
        <translation>{model}は音声を聞けません。Gemma 4のE2B、E4B、12Bを選ぶか、音声を取り除いてください。</translation>
    </message>
    <message>
        <source>{model} cannot watch video. Choose a model that can, or remove the clip.</source>
        <translation>{model}は動画を見られません。動画を見られるモデルを選ぶか、動画を取り除いてください。</translation>
    </message>
    <message>
        <source>There is no model “{name}” on this Mac. See which there are with `facet models list`.</source>
        <translation>このMacに「{name}」というモデルはありません。あるモデルは`facet models list`で分かります。</translation>
    </message>
    <message>
        <source>The model in “{path}” belongs to another app. Delete it there.</source>
        <translation>「{path}」のモデルは別のアプリのものです。そのアプリで削除してください。</translation>
    </message>
    <message>
        <source>“{path}” could not be deleted. Check that you may change it.</source>
        <translation>「{path}」を削除できませんでした。変更できるか確認してください。</translation>
    </message>
    <message>
        <source>No Gemma 4 model fits the memory of this Mac.</source>
        <translation>このMacのメモリに入るGemma 4はありません。</translation>
    </message>
    <message>
        <source>No model is loaded. Choose one first.</source>
        <translation>モデルが読み込まれていません。先に選んでください。</translation>
    </message>
    <message>
        <source>The messages are not in the expected form: {detail}.</source>
        <translation>メッセージの形式が正しくありません（{detail}）。</translation>
    </message>
    <message>
        <source>There is not enough memory for this. Close other apps, or choose a smaller model.</source>
        <translation>メモリが足りません。ほかのアプリを閉じるか、小さいモデルを選んでください。</translation>
    </message>
    <message>
        <source>{model} takes {lacking} GB more memory than is free. It may be slow; close other apps, or choose a smaller model.</source>
        <translation>{model} には空きメモリより {lacking} GB 多く必要です。動作が遅くなることがあります。ほかのアプリを閉じるか、小さいモデルを選んでください。</translation>
    </message>
    <message>
        <source>There is memory for {tokens} of the {limit} tokens that {model} takes. Close other apps, and chats can be longer.</source>
        <translation>{model} の {limit} トークンのうち、今のメモリで使えるのは {tokens} トークンです。ほかのアプリを閉じると、チャットを長くできます。</translation>
    </message>
    <message>
        <source>There is no display to open a window on. Use `facet ask` in the terminal.</source>
        <translation>ウィンドウを開く画面がありません。ターミナルで`facet ask`を使ってください。</translation>
    </message>
    <message>
        <source>This chat can&apos;t be saved in “{path}” at the moment. Free some space on the disk; it is tried again, and nothing is lost while Facet is open.</source>
        <translation>このチャットは今「{path}」に保存できません。ディスクの空きを増やしてください。保存は自動で再試行され、Facetを開いている間は何も失われません。</translation>
    </message>
    <message>
        <source>The chats in “{path}” could not be read. They are left as they are; Facet begins with a new one.</source>
        <translation>「{path}」のチャットを読み込めませんでした。ファイルはそのまま残し、新しいチャットで始めます。</translation>
    </message>
    <message>
        <source>The file of your chats was damaged. Chats recovered: {count}. The damaged file is kept as “{path}”.</source>
        <translation>チャットのファイルが壊れていました。{count}件のチャットを復元しました。壊れたファイルは「{path}」に残してあります。</translation>
    </message>
    <message>
        <source>The file of your chats was damaged, and no chat in it could be read. It is kept as “{path}”.</source>
        <translation>チャットのファイルが壊れていて、どのチャットも読み取れませんでした。ファイルは「{path}」に残してあります。</translation>
    </message>
    <message>
        <source>The chats in “{path}” were written by a newer Facet. Update Facet to see them; until then nothing is saved.</source>
        <translation>「{path}」のチャットは新しいFacetで保存されたものです。表示するにはFacetを更新してください。それまでは何も保存されません。</translation>
    </message>
    <message>
        <source>“{path}” holds no chats that Facet can bring in. Choose a file that Facet, ChatGPT or LM Studio has written.</source>
        <translation>「{path}」には、Facetに取り込めるチャットがありません。Facet、ChatGPT、LM Studioが書き出したファイルを選んでください。</translation>
    </message>
    <message>
        <source>“{path}” is damaged or incomplete. Export or download the chats again.</source>
        <translation>「{path}」は壊れているか、途中で切れています。もう一度書き出すかダウンロードしてください。</translation>
    </message>
    <message>
        <source>“{path}” was written by a newer Facet. Update Facet to bring it in.</source>
        <translation>「{path}」は新しいFacetで書き出されました。取り込むにはFacetをアップデートしてください。</translation>
    </message>
    <message>
        <source>“{path}” holds more than Facet brings in at once. Export fewer chats.</source>
        <translation>「{path}」は一度に取り込める量を超えています。チャットを減らして書き出してください。</translation>
    </message>
    <message>
        <source>Sound cannot be recorded or played here: the PortAudio library is missing. Install libportaudio2, and restart Facet.</source>
        <translation>PortAudioライブラリがないため、録音も再生もできません。libportaudio2をインストールして、Facetを再起動してください。</translation>
    </message>
    <message>
        <source>The sound of this computer does not answer. Unplug the microphone and plug it in again, or restart Facet.</source>
        <translation>コンピュータの音声機能が応答しません。マイクを接続し直すか、Facetを再起動してください。</translation>
    </message>
    <message>
        <source>There is no microphone. Plug one in, and try again.</source>
        <translation>マイクがありません。接続して、もう一度お試しください。</translation>
    </message>
    <message>
        <source>The microphone “{name}” is not there any more. Plug it in, or choose another one.</source>
        <translation>マイク「{name}」が見つかりません。接続するか、別のマイクを選んでください。</translation>
    </message>
    <message>
        <source>The microphone “{name}” could not be opened. Close other apps that use it, and try again.</source>
        <translation>マイク「{name}」を開けませんでした。マイクを使っているほかのアプリを終了して、もう一度お試しください。</translation>
    </message>
    <message>
        <source>The microphone was not ready yet. Speak when the bars begin to move.</source>
        <translation>マイクの準備がまだでした。波形が動き始めてから話してください。</translation>
    </message>
    <message>
        <source>The microphone was unplugged. What was recorded until then is kept.</source>
        <translation>マイクが取り外されました。それまでの録音は残っています。</translation>
    </message>
    <message>
        <source>The microphone was unplugged before anything was recorded. Plug it in, and try again.</source>
        <translation>録音が始まる前にマイクが取り外されました。つなぎ直して、もう一度お試しください。</translation>
    </message>
    <message>
        <source>That was too short to hear anything. Speak a little longer.</source>
        <translation>短すぎて何も聞き取れません。もう少し長く話してください。</translation>
    </message>
    <message>
        <source>Nothing but silence came from the microphone. Check that it is not muted, and that Facet may use it in System Settings › Privacy &amp; Security › Microphone.</source>
        <translation>マイクから音が入りませんでした。消音になっていないか、「システム設定 › プライバシーとセキュリティ › マイク」でFacetが許可されているか確かめてください。</translation>
    </message>
    <message>
        <source>Facet may not use the microphone. Allow it in System Settings › Privacy &amp; Security › Microphone, and try again.</source>
        <translation>Facetにマイクの使用が許可されていません。「システム設定 › プライバシーとセキュリティ › マイク」で許可して、もう一度お試しください。</translation>
    </message>
    <message>
        <source>The recording could not be played. Connect a loudspeaker or headphones, and try again.</source>
        <translation>録音を再生できませんでした。スピーカーかヘッドフォンを接続して、もう一度お試しください。</translation>
    </message>
    <message>
        <source>The recording could not be kept in “{path}”. Free some space, and try again.</source>
        <translation>録音を「{path}」に保存できませんでした。空き容量を増やして、もう一度お試しください。</translation>
    </message>
    <message>
        <source>The model stopped unexpectedly. Nothing you wrote is lost.</source>
        <translation>モデルが予期せず停止しました。書いた内容は失われていません。</translation>
    </message>
    <message>
        <source>The model ran out of memory and stopped. Nothing you wrote is lost; close other apps, or choose a smaller model.</source>
        <translation>メモリが足りなくなり、モデルが停止しました。書いた内容は失われていません。ほかのアプリを閉じるか、小さいモデルを選んでください。</translation>
    </message>
    <message>
        <source>The model&apos;s process could not be started. Restart Facet.</source>
        <translation>モデルのプロセスを開始できませんでした。Facetを開き直してください。</translation>
    </message>
    <message>
        <source>There is no voice to read aloud with. Add one in System Settings › Accessibility › Spoken Content.</source>
        <translation>読み上げに使える音声がありません。「システム設定」›「アクセシビリティ」›「読み上げコンテンツ」で追加してください。</translation>
    </message>
    <message>
        <source>“{repository}” is not the name of a model on Hugging Face. Write it as publisher/model.</source>
        <translation>「{repository}」はHugging Faceのモデルの名前ではありません。「公開者/モデル」の形で書いてください。</translation>
    </message>
    <message>
        <source>There is no model “{repository}”, or it is private. Check the name; a private one needs your access token.</source>
        <translation>「{repository}」というモデルがないか、非公開です。名前を確かめてください。非公開のモデルにはアクセストークンが必要です。</translation>
    </message>
    <message>
        <source>“{repository}” has nothing to download yet. Choose another model.</source>
        <translation>「{repository}」にはまだダウンロードできるものがありません。別のモデルを選んでください。</translation>
    </message>
    <message>
        <source>“{repository}” holds no model that Facet can run. Choose one with config.json and .safetensors files.</source>
        <translation>「{repository}」にはFacetで動かせるモデルがありません。config.jsonと.safetensorsファイルのあるものを選んでください。</translation>
    </message>
    <message>
        <source>“{repository}” is for those alone who have accepted its licence. Make an access token at huggingface.co/settings/tokens, and enter it.</source>
        <translation>「{repository}」はライセンスに同意した人だけが使えます。huggingface.co/settings/tokensでアクセストークンを作り、入力してください。</translation>
    </message>
    <message>
        <source>Hugging Face does not accept this access token. Make a new one at huggingface.co/settings/tokens, and enter it.</source>
        <translation>Hugging Faceがこのアクセストークンを受け付けません。huggingface.co/settings/tokensで新しく作り、入力してください。</translation>
    </message>
    <message>
        <source>The tensor “{tensor}” in “{path}” does not fill the place that is set aside for it. Download the file again.</source>
        <translation>「{path}」のテンソル「{tensor}」が、割り当てられた場所と合いません。ファイルをダウンロードし直してください。</translation>
    </message>
    <message>
        <source>The tensors “{tensor}” and “{other}” in “{path}” lie over each other. Download the file again.</source>
        <translation>「{path}」のテンソル「{tensor}」と「{other}」が重なっています。ファイルをダウンロードし直してください。</translation>
    </message>
    <message>
        <source>The tokenizer knows {tokens} tokens, and the weights {rows}: it belongs to another model. Download tokenizer.json again.</source>
        <translation>トークナイザは{tokens}トークン、重みは{rows}トークンで、別のモデルのものです。tokenizer.jsonをダウンロードし直してください。</translation>
    </message>
    <message>
        <source>It has no idea of language: a plain answer is as good as unknown to it ({nats} nats a token, where a guess has {guess}). Download the model again.</source>
        <translation>言葉が分かっていません。ごく普通の答えも当てずっぽうと変わりません（1トークンあたり{nats}ナット、当てずっぽうは{guess}）。モデルをダウンロードし直してください。</translation>
    </message>
    <message>
        <source>It cannot compute with what config.json says ({detail}). Download config.json again.</source>
        <translation>config.jsonの内容では計算できません（{detail}）。config.jsonをダウンロードし直してください。</translation>
    </message>
    <message>
        <source>What it computes is not a number. Download the model again.</source>
        <translation>計算結果が数になりません。モデルをダウンロードし直してください。</translation>
    </message>
    <message>
        <source>It cannot see: the weights of its eyes were left out. Choose a copy that has them.</source>
        <translation>画像を見られません。目の重みが省かれています。それを含む版を選んでください。</translation>
    </message>
    <message>
        <source>It cannot hear: the weights of its ears were left out. Choose a copy that has them.</source>
        <translation>音を聞けません。耳の重みが省かれています。それを含む版を選んでください。</translation>
    </message>
    <message>
        <source>It has eyes and sees nothing: whatever a picture shows, it says the same. Download another copy of the model.</source>
        <translation>目があっても何も見えていません。どの画像でも同じことを言います。モデルの別の版をダウンロードしてください。</translation>
    </message>
    <message>
        <source>It does not recognise what it sees: of {tried} questions about plain drawings it knew {right}. Download another copy of the model.</source>
        <translation>見たものが分かりません。簡単な図についての質問{tried}問のうち、正解は{right}問でした。モデルの別の版をダウンロードしてください。</translation>
    </message>
    <message>
        <source>What it sees is not a number. Download another copy of the model.</source>
        <translation>見たものの計算結果が数になりません。モデルの別の版をダウンロードしてください。</translation>
    </message>
    <message>
        <source>It has ears and hears nothing: whatever a sound is, it says the same. Download another copy of the model.</source>
        <translation>耳があっても何も聞こえていません。どの音でも同じことを言います。モデルの別の版をダウンロードしてください。</translation>
    </message>
    <message>
        <source>It does not understand what it hears: of {tried} spoken digits it knew {right}. Download another copy of the model.</source>
        <translation>聞いたものが分かりません。話された数字{tried}個のうち、正解は{right}個でした。モデルの別の版をダウンロードしてください。</translation>
    </message>
    <message>
        <source>What it hears is not a number. Download another copy of the model.</source>
        <translation>聞いたものの計算結果が数になりません。モデルの別の版をダウンロードしてください。</translation>
    </message>
    <message>
        <source>{count} of its tensors hold what is not a number, “{tensor}” for one. Download the model again.</source>
        <translation>テンソル{count}個に数でない値があります（例：「{tensor}」）。モデルをダウンロードし直してください。</translation>
    </message>
    <message>
        <source>{count} of its tensors hold one number throughout, “{tensor}” for one. Download the model again.</source>
        <translation>テンソル{count}個がすべて同じ値です（例：「{tensor}」）。モデルをダウンロードし直してください。</translation>
    </message>
    <message>
        <source>{count} of its tensors repeat others: “{tensor}” is the same as “{other}”. Download the model again.</source>
        <translation>テンソル{count}個がほかのものと同じです（「{tensor}」は「{other}」と同じ）。モデルをダウンロードし直してください。</translation>
    </message>
    <message>
        <source>The tensor “{tensor}” is in “{path}” and in “{other}” as well. Delete the file that does not belong to the model.</source>
        <translation>テンソル「{tensor}」が「{path}」にも「{other}」にもあります。モデルに属さないファイルを削除してください。</translation>
    </message>
    <message>
        <source>Parts of it are packed in {bits} bits, “{tensor}” for one: too few to answer well. Choose a copy of 4 bits or more.</source>
        <translation>一部が{bits}ビットで詰められていて（例：「{tensor}」）、よく答えられません。4ビット以上の版を選んでください。</translation>
    </message>
    <message>
        <source>Its per-layer embeddings are packed in {bits} bits: too few to answer well. Choose a copy that keeps them in 8 bits.</source>
        <translation>層ごとの埋め込みが{bits}ビットで詰められていて、よく答えられません。8ビットで保つ版を選んでください。</translation>
    </message>
    <message>
        <source>Its router is packed in {bits} bits, and chooses the wrong experts. Choose a copy that keeps it in 8 bits.</source>
        <translation>ルータが{bits}ビットで詰められていて、間違った専門家を選びます。8ビットで保つ版を選んでください。</translation>
    </message>
    <message>
        <source>Its eyes are packed in {bits} bits: too few to see well. Choose a copy that keeps them whole.</source>
        <translation>目が{bits}ビットで詰められていて、よく見えません。目をそのまま保つ版を選んでください。</translation>
    </message>
    <message>
        <source>Its ears are packed in {bits} bits: too few to hear well. Choose a copy that keeps them whole.</source>
        <translation>耳が{bits}ビットで詰められていて、よく聞こえません。耳をそのまま保つ版を選んでください。</translation>
    </message>
    <message>
        <source>Its weights are float16, too narrow for what Gemma 4 computes: answers may break off into nonsense. Choose a copy in bfloat16, or a quantised one.</source>
        <translation>重みがfloat16で、Gemma 4の計算には狭すぎます。答えが途中で崩れることがあります。bfloat16か量子化された版を選んでください。</translation>
    </message>
    <message>
        <source>Its tokenizer lacks {tokens}, without which pictures and sounds have no place. Download tokenizer.json again.</source>
        <translation>トークナイザに{tokens}がなく、画像や音声を入れられません。tokenizer.jsonをダウンロードし直してください。</translation>
    </message>
    <message>
        <source>config.json and the tokenizer do not agree on {tokens}. Download both files again.</source>
        <translation>config.jsonとトークナイザで{tokens}が一致しません。両方のファイルをダウンロードし直してください。</translation>
    </message>
    <message>
        <source>It cannot think: its tokenizer lacks {tokens}. Download tokenizer.json again.</source>
        <translation>考えることができません。トークナイザに{tokens}がありません。tokenizer.jsonをダウンロードし直してください。</translation>
    </message>
    <message>
        <source>It cannot call tools: its tokenizer lacks {tokens}. Download tokenizer.json again.</source>
        <translation>ツールを使えません。トークナイザに{tokens}がありません。tokenizer.jsonをダウンロードし直してください。</translation>
    </message>
    <message>
        <source>processor_config.json is missing or damaged: Facet does without it, in other apps the model neither sees nor hears.</source>
        <translation>processor_config.jsonがないか壊れています。Facetには不要ですが、ほかのアプリでは見ることも聞くこともできません。</translation>
    </message>
    <message>
        <source>processor_config.json does not say how sound is taken in: Facet knows it, in other apps the model cannot hear.</source>
        <translation>processor_config.jsonに音声の取り込み方がありません。Facetは知っていますが、ほかのアプリでは音を聞けません。</translation>
    </message>
    <message>
        <source>processor_config.json does not say how pictures are taken in: Facet knows it, in other apps the model cannot see.</source>
        <translation>processor_config.jsonに画像の取り込み方がありません。Facetは知っていますが、ほかのアプリでは画像を見られません。</translation>
    </message>
    <message>
        <source>processor_config.json takes sound in wrongly ({detail}): Facet knows better, in other apps the model hears wrong.</source>
        <translation>processor_config.jsonの音声の取り込み方が間違っています（{detail}）。Facetは正しく行いますが、ほかのアプリでは聞き間違えます。</translation>
    </message>
    <message>
        <source>processor_config.json takes pictures in wrongly ({detail}): Facet knows better, in other apps the model sees wrong.</source>
        <translation>processor_config.jsonの画像の取り込み方が間違っています（{detail}）。Facetは正しく行いますが、ほかのアプリでは見間違えます。</translation>
    </message>
    <message>
        <source>generation_config.json does not end an answer at {tokens}: Facet does, in other apps answers run on.</source>
        <translation>generation_config.jsonでは{tokens}で答えが終わりません。Facetは終えますが、ほかのアプリでは答えが続いてしまいます。</translation>
    </message>
    <message>
        <source>The chat template writes prompts otherwise than Gemma 4&apos;s of July 2026 ({detail}): Facet writes its own, in other apps answers are worse.</source>
        <translation>チャットテンプレートの書き方が2026年7月のGemma 4のものと違います（{detail}）。Facetは自分で書きますが、ほかのアプリでは答えが悪くなります。</translation>
    </message>
    <message>
        <source>tokenizer_config.json is missing or damaged: Facet does without it, other apps may not open the model.</source>
        <translation>tokenizer_config.jsonがないか壊れています。Facetには不要ですが、ほかのアプリでは開けないことがあります。</translation>
    </message>
    <message>
        <source>model.safetensors.index.json does not say where “{tensor}” is: Facet finds it, other apps may not open the model.</source>
        <translation>model.safetensors.index.jsonに「{tensor}」の場所がありません。Facetは見つけますが、ほかのアプリでは開けないことがあります。</translation>
    </message>
    <message>
        <source>There is no chat template. Facet writes its own prompts; other apps may need one.</source>
        <translation>チャットテンプレートがありません。Facetは自分で書きますが、ほかのアプリでは必要なことがあります。</translation>
    </message>
    <message>
        <source>Its per-layer embeddings are packed in {bits} bits; answers are better where they have 8.</source>
        <translation>層ごとの埋め込みが{bits}ビットで詰められています。8ビットのほうがよく答えます。</translation>
    </message>
    <message>
        <source>Its eyes are packed in {bits} bits; most copies keep them whole.</source>
        <translation>目が{bits}ビットで詰められています。多くの版はそのまま保ちます。</translation>
    </message>
    <message>
        <source>Its ears are packed in {bits} bits; most copies keep them whole.</source>
        <translation>耳が{bits}ビットで詰められています。多くの版はそのまま保ちます。</translation>
    </message>
    <message>
        <source>All of its layers are packed in 4 bits, at which this size loses much: a copy of mixed precision, or of 8 bits, answers better.</source>
        <translation>すべての層が4ビットで詰められていて、この大きさでは多くが失われます。混合精度か8ビットの版のほうがよく答えます。</translation>
    </message>
    <message>
        <source>“{path}” is not part of the model, and is not read.</source>
        <translation>「{path}」はモデルの一部ではなく、読み込まれません。</translation>
    </message>
    <message>
        <source>It has learnt no language, as models made for tests: whether it understands what it sees and hears cannot be told.</source>
        <translation>テスト用のモデルのように、言葉を学んでいません。見聞きしたものを理解しているかは分かりません。</translation>
    </message>
    <message>
        <source>“{repository}” is for those alone who have accepted its licence. Accept it at huggingface.co/{repository}, and try again.</source>
        <translation>「{repository}」はライセンスに同意した人だけが使えます。huggingface.co/{repository}で同意してから、もう一度お試しください。</translation>
    </message>
    <message>
        <source>The access token could not be kept: there is no keychain, or it is locked. Unlock it, or set HF_TOKEN in the environment.</source>
        <translation>アクセストークンを保管できませんでした。キーチェーンがないか、ロックされています。ロックを解除するか、環境変数HF_TOKENを設定してください。</translation>
    </message>
    <message>
        <source>{host} does not hand “{repository}” out. See huggingface.co/{repository} for the reason.</source>
        <translation>{host}は「{repository}」を渡してくれません。理由はhuggingface.co/{repository}をご覧ください。</translation>
    </message>
    <message>
        <source>{host} takes no more requests from here for now. Go on in a few minutes; what has come is kept.</source>
        <translation>{host}は今、ここからの要求をこれ以上受け付けません。数分後に再開してください。届いた分は残っています。</translation>
    </message>
    <message>
        <source>{host} has a fault of its own ({status}). Go on later; what has come is kept.</source>
        <translation>{host}で障害が起きています（{status}）。あとで再開してください。届いた分は残っています。</translation>
    </message>
    <message>
        <source>HF_HUB_OFFLINE forbids every download. Take it out of the environment, and restart Facet.</source>
        <translation>環境変数HF_HUB_OFFLINEがすべてのダウンロードを禁じています。これを取り除いて、Facetを開き直してください。</translation>
    </message>
    <message>
        <source>What {host} answers is not what Hugging Face does. Check the connection, and HF_ENDPOINT if it is set.</source>
        <translation>{host}の応答がHugging Faceのものではありません。接続と、設定してあればHF_ENDPOINTを確かめてください。</translation>
    </message>
    <message>
        <source>{host} could not prove who it is. Check the date of this computer, the network and its proxy.</source>
        <translation>{host}が本物だと確かめられません。このコンピュータの日付、ネットワーク、プロキシを確かめてください。</translation>
    </message>
    <message>
        <source>The proxy does not work: {detail}. Check the system&apos;s proxy settings, and HTTPS_PROXY and ALL_PROXY if they are set.</source>
        <translation>プロキシが使えません（{detail}）。システムのプロキシ設定と、設定してあればHTTPS_PROXYとALL_PROXYを確かめてください。</translation>
    </message>
    <message>
        <source>Facet is set to stay offline. Allow connections in Settings › Privacy, and go on.</source>
        <translation>Facetはオフラインに設定されています。「設定」›「プライバシー」で接続を許可して、再開してください。</translation>
    </message>
    <message>
        <source>{host} can&apos;t be reached. Check the connection to the internet, and go on; what has come is kept.</source>
        <translation>{host}に接続できません。インターネット接続を確かめて、再開してください。届いた分は残っています。</translation>
    </message>
    <message>
        <source>The connection to {host} broke off. Go on when it is better; what has come is kept.</source>
        <translation>{host}との接続が切れました。接続がよくなったら再開してください。届いた分は残っています。</translation>
    </message>
    <message>
        <source>“{file}” is listed in “{repository}”, but is not there. Try again later, or choose another model.</source>
        <translation>「{file}」は「{repository}」の一覧にありますが、実際にはありません。あとでもう一度試すか、別のモデルを選んでください。</translation>
    </message>
    <message>
        <source>“{file}” of “{repository}” came damaged twice. Try again later, or on another network.</source>
        <translation>「{repository}」の「{file}」が二度とも壊れて届きました。あとで、または別のネットワークでお試しください。</translation>
    </message>
    <message>
        <source>“{repository}” is there already, in “{path}”. Delete that folder first to download it anew.</source>
        <translation>「{repository}」はすでに「{path}」にあります。ダウンロードし直すには、まずそのフォルダを削除してください。</translation>
    </message>
    <message>
        <source>Another Facet is downloading “{repository}”. Wait until it is done, or pause it there.</source>
        <translation>別のFacetが「{repository}」をダウンロードしています。終わるまで待つか、そちらで一時停止してください。</translation>
    </message>
    <message>
        <source>The disk lacks {missing} GB for this model. Free as much, and go on.</source>
        <translation>このモデルにはディスクの空きが{missing} GB足りません。空きを増やして、再開してください。</translation>
    </message>
    <message>
        <source>The model could not be saved in “{path}”: {detail}. Check that you may write there, and go on.</source>
        <translation>モデルを「{path}」に保存できませんでした（{detail}）。そこに書き込めることを確かめて、再開してください。</translation>
    </message>
    <message>
        <source>The download failed unexpectedly: {detail}. What has come is kept; go on.</source>
        <translation>ダウンロードが思いがけず失敗しました（{detail}）。届いた分は残っています。再開してください。</translation>
    </message>
    <message>
        <source>Something went wrong in the model: {detail}. Nothing you wrote is lost; try again.</source>
        <translation>モデルで問題が起きました（{detail}）。書いた内容は失われていません。もう一度試してください。</translation>
    </message>
</context>
<context>
    <name>recordings</name>
    <message>
        <source>Recording</source>
        <translation>録音</translation>
    </message>
</context>
<context>
    <name>reveal</name>
    <message>
        <source>Show in Finder</source>
        <translation>Finderに表示</translation>
    </message>
    <message>
        <source>Show in Folder</source>
        <translation>フォルダに表示</translation>
    </message>
</context>
<context>
    <name>tasks</name>
    <message>
        <source>Answer it</source>
        <translation>これに答える</translation>
    </message>
    <message>
        <source>Translate into {language}</source>
        <translation>{language}に翻訳</translation>
    </message>
    <message>
        <source>Write it down</source>
        <translation>書き起こす</translation>
    </message>
    <message>
        <source>Write it down in {language}</source>
        <translation>{language}で書き起こす</translation>
    </message>
</context>
</TS>
